import { make } from "./page.js";
import { showFile } from "./pictures.js";
import { clock, day, desk, fill, sameDay, say } from "./words.js";

const TOGETHER = 5 * 60e3;

// Events are told in the reader's language; the server's word stays for any we do not know.
export const tellEvent = (item) => {
  const { event, why, whom, department, names } = item.dataset;
  const called = JSON.parse(names)[document.documentElement.lang] ?? department;
  const sentence = desk.words.events[`${event} ${why}`] ?? desk.words.events[event];
  if (sentence) item.textContent = fill(sentence, { whom: [whom, called].filter(Boolean).join(", ") });
};

export const dress = (item, marks) => {
  const at = Number(item.dataset.at);
  let before = item.previousElementSibling;
  if (!before || !sameDay(Number(before.dataset.at), at)) {
    before = make("li", { className: "line day", textContent: day(at) });
    before.dataset.at = at;
    item.before(before);
  }
  if (!item.matches(".message")) return;
  const author = item.matches(".mine") ? say("you") : item.dataset.name;
  if (author) item.prepend(make("span", { className: "unseen", textContent: `${author}: ` }));
  const follows = before.matches(".message") && together(before, item);
  item.classList.toggle("follows", follows);
  before.classList.toggle("followed", follows);
  item.querySelectorAll("[data-file]").forEach(showFile);
  item.append(make("p", { className: "meta" }));
  setStatus(item, marks);
};

const together = (one, other) =>
  one.matches(".mine") === other.matches(".mine") &&
  one.dataset.author === other.dataset.author &&
  other.dataset.at - one.dataset.at < TOGETHER;

export const setStatus = (item, marks) => {
  const { p, at } = item.dataset;
  const meta = item.querySelector(".meta");
  if (!meta || item.dataset.trouble) return;
  const { delivered, read } = marks;
  const state = item.matches(".theirs") ? "" : !p ? "sending" : p <= read ? "read" : p <= delivered ? "delivered" : "sent";
  if (item.dataset.state === state && meta.textContent) return;
  item.dataset.state = state;
  meta.textContent = [clock(at), state && say(state)].filter(Boolean).join(" · ");
};
