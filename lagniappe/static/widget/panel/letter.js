import { $ } from "./page.js";
import { say } from "./words.js";

const paper = $("letter");
const fields = { body: paper.elements.body, name: paper.elements.name, email: paper.elements.email };
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/;

const checks = {
  body: [Boolean, "need_message"],
  name: [Boolean, "need_name"],
  email: [(value) => ADDRESS.test(value), "need_address"],
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
  const [passes, complaint] = checks[key];
  const fine = !fields[key].required || passes(fields[key].value.trim());
  $(`${key}-error`).textContent = fine ? "" : say(complaint);
  fields[key].ariaInvalid = String(!fine);
  return fine;
};
