import { dress, setStatus, tellEvent } from "./dress.js";
import { $, announce, copy, fromServer, make } from "./page.js";
import { sameDay } from "./words.js";

const list = $("messages");
const scroller = $("log");

// The conversation as read so far. Positions are gapless, so `last` is all there is to know.
export const log = {
  last: 0,
  marks: { delivered: 0, read: 0 },

  // False when something before this message is missing: fetch after `last` instead.
  add(html, position) {
    if (position > this.last + 1) return false;
    if (position <= this.last) return this.renew(html, position);
    const item = fromServer(html);
    this.last = position;
    const mine = this.pending(item.dataset.client);
    const stick = mine || this.atEnd();
    if (item.dataset.event) tellEvent(item);
    list.insertBefore(item, list.querySelector(".pending"));
    // Only now: what was remarked below it since stays below.
    mine?.remove();
    dress(item, this.marks);
    if (stick) this.toEnd();
    else if (item.classList.contains("theirs")) $("fresh").hidden = false;
    return true;
  },

  // An automatic turn after somebody settled it, here or in another tab; an answer that went by
  // mail as well, or was taken back; a gift that was used.
  renew(html, position) {
    const [now, then] = [fromServer(html), list.querySelector(`[data-p="${position}"]`)];
    const [turn, old] = [now, then].map((item) => item?.querySelector(".turn, .gift"));
    if (turn && old && turn.innerHTML !== old.innerHTML) {
      const focused = old.contains(document.activeElement);
      this.keepEnd(() => old.replaceWith(turn));
      then.toggleAttribute("data-open", now.hasAttribute("data-open"));
      if (focused) turn.focus();
    }
    const mailed = now.querySelector(".mailed");
    if (then && now.hidden) then.replaceWith(now);
    else if (mailed && !then?.querySelector(".mailed")) this.keepEnd(() => then?.querySelector(".meta")?.before(mailed));
    return true;
  },

  // Where to ask from: what is still open here may have been settled elsewhere.
  get since() {
    const open = list.querySelector("[data-open]");
    return open ? Math.min(this.last, open.dataset.p - 1) : this.last;
  },

  // The last word was that nobody is here and a letter is the way.
  asksLetter: () => [...list.querySelectorAll("[data-p]")].at(-1)?.dataset.event === "person_later",

  get first() {
    return Number(list.querySelector("[data-p]")?.dataset.p ?? 1);
  },

  // What came before the first message; the reader's place on the page stays where it is.
  prepend(messages) {
    const fromEnd = scroller.scrollHeight - scroller.scrollTop;
    const [anchor, met] = [list.firstElementChild, list.querySelector("[data-p]")];
    for (const { html } of messages) {
      const item = fromServer(html);
      if (item.dataset.event) tellEvent(item);
      list.insertBefore(item, anchor);
      dress(item, this.marks);
    }
    const before = anchor.previousElementSibling;
    if (before && anchor.matches(".day") && sameDay(Number(before.dataset.at), Number(met.dataset.at))) anchor.remove();
    scroller.scrollTop = scroller.scrollHeight - fromEnd;
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
    dress(item, this.marks);
    this.toEnd();
  },

  pending: (id) => (id ? list.querySelector(`.pending[data-client="${CSS.escape(id)}"]`) : null),

  tick(marks) {
    this.marks.delivered = Math.max(this.marks.delivered, marks.delivered ?? 0, marks.read ?? 0);
    this.marks.read = Math.max(this.marks.read, marks.read ?? 0);
    list.querySelectorAll(".mine").forEach((item) => setStatus(item, this.marks));
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

  // A remark that a screen reader says as well.
  tell(text) {
    this.remark(text);
    announce(text);
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

// Whoever reads the end stays there when a bar, a keyboard or a tray takes some of the room.
let reading = true;
const follow = () => {
  reading = log.atEnd();
  if (reading) $("fresh").hidden = true;
};
scroller.addEventListener("scroll", follow, { passive: true });
new ResizeObserver(() => reading && log.last && log.toEnd()).observe(scroller);
$("fresh").onclick = () => log.toEnd();
