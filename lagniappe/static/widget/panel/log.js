import { showFile } from "./pictures.js";
import { $, copy, fromServer, make } from "./page.js";
import { clock, day, desk, fill, sameDay, say } from "./words.js";

const TOGETHER = 5 * 60e3;
const list = $("messages");
const scroller = $("log");

// The conversation as read so far. Positions are gapless, so `last` is all there is to know.
export const log = {
  last: 0,
  marks: { delivered: 0, read: 0 },

  // False when something before this message is missing: fetch after `last` instead.
  add(html, position) {
    if (position > this.last + 1) return false;
    if (position <= this.last) return true;
    const item = fromServer(html);
    this.last = position;
    const mine = this.pending(item.dataset.client);
    const stick = mine || this.atEnd();
    if (item.dataset.event) tellEvent(item);
    if (mine) mine.remove();
    list.insertBefore(item, list.querySelector(".pending"));
    dress(item);
    if (stick) this.toEnd();
    else if (item.classList.contains("theirs")) $("fresh").hidden = false;
    return true;
  },

  // The visitor's own words at once, before the desk has answered.
  propose({ client_id, body, files, at }) {
    const item = copy("bubble");
    item.dataset.client = client_id;
    item.dataset.at = at;
    item.querySelector(".bubble").textContent = body;
    item.querySelector(".bubble").hidden = !body;
    if (files.length) item.append(make("p", { className: "parts", textContent: files.map((file) => file.name).join(", ") }));
    list.append(item);
    dress(item);
    this.toEnd();
  },

  pending: (id) => (id ? list.querySelector(`.pending[data-client="${CSS.escape(id)}"]`) : null),

  tick(marks) {
    this.marks.delivered = Math.max(this.marks.delivered, marks.delivered ?? 0, marks.read ?? 0);
    this.marks.read = Math.max(this.marks.read, marks.read ?? 0);
    list.querySelectorAll(".mine").forEach(status);
  },

  unread: (seen) => [...list.querySelectorAll(".theirs")].filter((item) => item.dataset.p > seen).length,

  // Whoever wrote last on the other side.
  author: () => [...list.querySelectorAll(".theirs")].at(-1),

  // A line of this visit only: it has no position and is not there after a reload.
  remark(text) {
    const remark = make("li", { className: "line", textContent: text });
    remark.dataset.at = Date.now();
    this.keepEnd(() => list.append(remark));
  },

  atEnd: () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80,

  // A change below the last message must not push it out of sight.
  keepEnd(change) {
    const stick = this.atEnd();
    change();
    if (stick) this.toEnd();
  },

  toEnd() {
    $("fresh").hidden = true;
    scroller.scrollTop = scroller.scrollHeight;
  },

  // Another conversation from here on; what is still unsent stays on screen.
  clear(unsent = []) {
    list.replaceChildren();
    unsent.forEach((item) => this.propose(item));
    this.last = 0;
    this.marks = { delivered: 0, read: 0 };
  },
};

// Events are told in the reader's language; the server's word stays for any we do not know.
const tellEvent = (item) => {
  const { event, whom, department, names } = item.dataset;
  const called = JSON.parse(names)[document.documentElement.lang] ?? department;
  const sentence = desk.words.events[event];
  if (sentence) item.textContent = fill(sentence, { whom: [whom, called].filter(Boolean).join(", ") });
};

const dress = (item) => {
  const at = Number(item.dataset.at);
  let before = item.previousElementSibling;
  if (!before || !sameDay(Number(before.dataset.at), at)) {
    before = make("li", { className: "line day", textContent: day(at) });
    before.dataset.at = at;
    item.before(before);
  }
  if (!item.matches(".message")) return;
  const author = item.matches(".mine") ? say("you") : item.dataset.name;
  item.prepend(make("span", { className: "unseen", textContent: `${author}: ` }));
  const follows = before.matches(".message") && together(before, item);
  item.classList.toggle("follows", follows);
  before.classList.toggle("followed", follows);
  item.querySelectorAll("[data-file]").forEach(showFile);
  item.append(make("p", { className: "meta" }));
  status(item);
};

const together = (one, other) =>
  one.matches(".mine") === other.matches(".mine") &&
  one.dataset.author === other.dataset.author &&
  other.dataset.at - one.dataset.at < TOGETHER;

const status = (item) => {
  const { p, at } = item.dataset;
  const meta = item.querySelector(".meta");
  if (!meta || item.dataset.trouble) return;
  const { delivered, read } = log.marks;
  const state = item.matches(".theirs") ? "" : !p ? "sending" : p <= read ? "read" : p <= delivered ? "delivered" : "sent";
  if (item.dataset.state === state && meta.textContent) return;
  item.dataset.state = state;
  meta.textContent = [clock(at), state && say(state)].filter(Boolean).join(" · ");
};

// Whoever reads the end stays there when a bar, a keyboard or a tray takes some of the room.
let reading = true;
const follow = () => {
  reading = log.atEnd();
  if (reading) $("fresh").hidden = true;
};
scroller.addEventListener("scroll", follow, { passive: true });
new ResizeObserver(() => reading && log.last && log.toEnd()).observe(scroller);
$("fresh").onclick = () => log.toEnd();
