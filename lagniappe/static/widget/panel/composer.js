import { files } from "./files.js";
import { $, isTouch } from "./page.js";
import { desk, say } from "./words.js";

const form = $("composer");
const text = $("text");
const TYPING_EVERY = 3000;
let typedAt = 0;

export const composer = {
  get draft() {
    return text.value;
  },
  set draft(value) {
    text.value = value;
    fit();
  },
  focus: () => text.focus(),
  show: (on) => (form.hidden = !on),

  listen({ send, typing, changed }) {
    form.onsubmit = (event) => {
      event.preventDefault();
      const body = text.value.trim();
      if (files.busy) return trouble(say("still_uploading"));
      if (!body && !files.all.length) return text.focus();
      if (body.length > desk.limits.text) return trouble(say("too_long", { n: desk.limits.text }));
      const message = { body, files: files.all };
      // First: what is kept when it is sent holds these words and files once.
      files.clear();
      this.draft = "";
      send(message);
      typedAt = 0;
      text.focus();
    };
    text.oninput = () => {
      fit();
      changed();
      if (Date.now() - typedAt < TYPING_EVERY || !text.value) return;
      typedAt = Date.now();
      typing();
    };
  },
};

const trouble = (sentence) => {
  $("trouble").textContent = sentence;
  $("trouble").hidden = false;
};

const fit = () => {
  $("trouble").hidden = true;
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
};

// Enter while a Japanese or Chinese word is being composed chooses the word, not "send".
text.onkeydown = (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229 || isTouch.matches) return;
  event.preventDefault();
  form.requestSubmit();
};
