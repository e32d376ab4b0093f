import { call, heldToken, holdToken } from "./call.js";
import { composer } from "./composer.js";
import { details } from "./details.js";
import { offerEarlier } from "./earlier.js";
import { face } from "./faces.js";
import { files } from "./files.js";
import { host } from "./host.js";
import { letter } from "./letter.js";
import { Line } from "./line.js";
import { log } from "./log.js";
import { Outbox } from "./outbox.js";
import { $, announce } from "./page.js";
import { setStage } from "./stage.js";
import { survey } from "./survey.js";
import { broughtWith } from "./trail.js";
import { quiet, showTyping } from "./typing.js";
import { say, zone } from "./words.js";
import { department, lead, welcome } from "./welcome.js";

// What this page knows of the conversation. The desk's answer always replaces it.
export const talk = { identity: null, page: "", open: false, away: false, writes: false, conversation: null, closed: false, seen: 0 };

// Unsent words and choices, kept by the launcher until the desk has them.
export const keep = () => {
  const unsent = { draft: composer.draft, files: files.all, letter: letter.written, survey: survey.written };
  host.tell("keep", { value: { ...unsent, outbox: outbox.items, department: department() } });
};

export const outbox = new Outbox({
  changed: keep,
  renew: () => begin(),
  edit: ({ body }) => (composer.draft = body),
  accepted({ position, html, conversation }, message) {
    broughtWith(message);
    Object.assign(talk, { conversation, closed: false });
    if (!log.add(html, position)) catchUp();
    settle();
    line.open();
  },
});

// Asks for what came after our last position; true when the desk could be reached.
export const catchUp = async () => {
  if (!talk.conversation) return true;
  try {
    const answer = await call("GET", `messages?after=${log.since}`);
    answer.messages.forEach(({ p, html }) => log.add(html, p));
    log.tick(answer);
    talk.closed = answer.status === "closed";
    settle();
    arrived();
    return true;
  } catch (refusal) {
    if (refusal.status === 401 || refusal.status === 403) begin();
    return Boolean(refusal.status);
  }
};

const frames = {
  hello: ({ last }) => last > log.since && catchUp(),
  message({ p, html }) {
    // Written in another process of the desk, a message is only announced here.
    if (!html || !log.add(html, p)) return catchUp();
    quiet();
    settle();
    arrived();
  },
  survey: () => survey.look(),
  again: ({ p, html }) => (html ? log.renew(html, p) : catchUp()),
  ticks: (marks) => log.tick(marks),
  typing: ({ name }) => showTyping(name),
  status({ open, closed }) {
    if (open !== undefined) begin();
    if (closed !== undefined) talk.closed = closed;
    settle();
  },
  agent(person) {
    lead(person.name, face(person));
    log.remark(say("joined", person));
  },
  blocked: () => begin(),
};

export const line = new Line({
  after: () => log.last,
  frame: (frame) => frames[frame.t]?.(frame),
  catchUp,
  refused: () => begin(),
  state(reached) {
    if (reached && !$("link").hidden) announce(say("back"));
    $("link").hidden = reached;
    if (reached) outbox.flush();
  },
});

export const settle = () => {
  setStage(talk);
  survey.follow(talk);
  host.tell("token", { token: heldToken(), live: Boolean(talk.conversation) });
};

// Something is on screen: tell the desk what has come and what has been seen.
export const arrived = () => {
  const author = log.author();
  if (author?.dataset.name) lead(author.dataset.name, author.querySelector(".avatar").cloneNode(true));
  const looking = talk.open && !document.hidden;
  survey.looking = looking;
  survey.noticed();
  if (!looking) line.send({ t: "got", p: log.last });
  else if (log.last > talk.seen) {
    talk.seen = log.last;
    if (!line.send({ t: "read", p: talk.seen })) call("PUT", "read", { position: talk.seen }).catch(() => {});
  }
  host.tell("unread", { n: log.unread(talk.seen) });
};

// Who am I, who is there, what was said: asked at first opening and whenever that may have changed.
export const begin = async () => {
  try {
    const { identity, page } = talk;
    const answer = await call("POST", "session", { token: heldToken(), identity, page, time_zone: zone() });
    document.body.dataset.state = answer.blocked ? "unavailable" : "ready";
    if (answer.blocked) return line.close();
    absorb(answer);
    arrived();
    if (talk.conversation || talk.open) line.open();
    outbox.flush();
  } catch (refusal) {
    if (document.body.dataset.state === "loading") document.body.dataset.state = "unavailable";
    $("why").textContent = refusal.status ? (refusal.message ?? say("unavailable")) : say("offline");
  }
};

const absorb = ({ token, availability, messages, conversation, seen, ...answer }) => {
  holdToken(token);
  details.known = answer.details;
  talk.away = !availability.open;
  if (talk.conversation && talk.conversation !== conversation?.id) log.clear(outbox.items);
  talk.conversation = conversation?.id ?? null;
  talk.closed = conversation?.status === "closed";
  talk.seen = Math.max(talk.seen, seen);
  if (talk.away && !talk.conversation) letter.fill({ body: composer.draft, ...details.known });
  welcome(availability);
  if (messages.length && messages[0].p > log.last) log.last = messages[0].p - 1;
  messages.forEach(({ p, html }) => log.add(html, p));
  log.tick(answer);
  offerEarlier();
  settle();
  if (answer.asks) survey.look();
};
