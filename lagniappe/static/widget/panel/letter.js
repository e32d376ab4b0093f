import { isAddress } from "./address.js";
import { $ } from "./page.js";
import { desk, say } from "./words.js";

const paper = $("letter");
const fields = { body: paper.elements.body, name: paper.elements.name, email: paper.elements.email };
// What is wrong with a field, in words; nothing where it is fine.
const complaints = {
  body(words) {
    if (!words && fields.body.required) return say("need_message");
    return words.length > desk.limits.text ? say("too_long", { n: desk.limits.text }) : "";
  },
  name: (name) => (name ? "" : say("need_name")),
  email: (address) => (isAddress(address) ? "" : say("need_address")),
};

// Nobody is there: what was typed is carried into a letter that is answered by mail.
export const letter = {
  // After a question in the chat only the address is missing; words may be added.
  show(on, brief) {
    paper.hidden = !on;
    fields.body.required = !brief;
    fields.body.rows = brief ? 2 : 4;
    $("optional").hidden = !brief;
  },

  fill({ body, name, email }) {
    if (body) fields.body.value = body;
    if (!fields.name.value) fields.name.value = name ?? "";
    if (!fields.email.value) fields.email.value = email ?? "";
  },

  get written() {
    return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.value.trim()]));
  },

  clear() {
    fields.body.value = "";
  },

  focus() {
    (Object.values(fields).find((field) => !field.value) ?? fields.body).focus();
  },

  listen({ send, changed }) {
    paper.oninput = changed;
    paper.onsubmit = (event) => {
      event.preventDefault();
      const wrong = Object.keys(fields).filter((key) => !check(key));
      if (wrong.length) return fields[wrong[0]].focus();
      send(this.written);
    };
    for (const [key, field] of Object.entries(fields)) watch(key, field);
  },
};

// A complaint comes after a field is left and goes while it is mended, but never moves the
// button away from under a press.
const watch = (key, field) => {
  field.addEventListener("input", () => field.ariaInvalid === "true" && check(key));
  field.onblur = ({ relatedTarget }) => field.value && relatedTarget?.type !== "submit" && check(key);
};

const check = (key) => {
  const complaint = complaints[key](fields[key].value.trim());
  $(`${key}-error`).textContent = complaint;
  fields[key].ariaInvalid = String(Boolean(complaint));
  return !complaint;
};
