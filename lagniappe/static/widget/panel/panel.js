import { call, heldToken, holdToken } from "./call.js";
import { composer } from "./composer.js";
import { details } from "./details.js";
import { host } from "./host.js";
import { letter } from "./letter.js";
import { Line } from "./line.js";
import { log } from "./log.js";
import { Outbox } from "./outbox.js";
import { $, announce, isTouch } from "./page.js";
import { desk, say } from "./words.js";
import { choose, department, lead, welcome } from "./welcome.js";

const state = { identity: null, page: "", open: false, away: false, conversation: null, seen: 0 };
let typingTimer = null;
let keepTimer = null;

const keep = () => {
  clearTimeout(keepTimer);
  const value = { draft: composer.draft, letter: letter.written, outbox: outbox.items, department: department() };
  host.tell("keep", { value });
};
const keepSoon = () => {
  clearTimeout(keepTimer);
  keepTimer = setTimeout(keep, 300);
};

const outbox = new Outbox({
  changed: keep,
  edit: ({ body }) => (composer.draft = body),
  accepted({ position, html, conversation }) {
    if (!log.add(html, position)) catchUp();
    settle({ ...conversation, last: position });
    line.open();
  },
});

// Asks for what came after our last position; true when the desk could be reached.
const catchUp = async () => {
  if (!state.conversation) return true;
  try {
    const answer = await call("GET", `messages?after=${log.last}`);
    answer.messages.forEach(({ p, html }) => log.add(html, p));
    log.tick(answer);
    settle({ ...state.conversation, status: answer.status });
    arrived();
    return true;
  } catch (refusal) {
    if (refusal.status === 401 || refusal.status === 403) begin();
    return Boolean(refusal.status);
  }
};

const frames = {
  hello: ({ last }) => last > log.last && catchUp(),
  message({ p, html }) {
    if (!log.add(html, p)) return catchUp();
    quiet();
    arrived();
  },
  ticks: (marks) => log.tick(marks),
  typing({ name }) {
    $("typing").textContent = say("typing", { name });
    $("typing").hidden = false;
    if (log.atEnd()) log.toEnd();
    clearTimeout(typingTimer);
    typingTimer = setTimeout(quiet, 6000);
  },
  status({ open, closed }) {
    if (open === state.away) begin();
    else settle({ ...state.conversation, status: closed ? "closed" : "open" });
  },
  agent: (person) => lead(person),
};

const quiet = () => ($("typing").hidden = true);

const line = new Line({
  after: () => log.last,
  frame: (frame) => frames[frame.t]?.(frame),
  catchUp,
  state(reached) {
    if (reached && !$("link").hidden) announce(say("back"));
    $("link").hidden = reached;
    if (reached) outbox.flush();
  },
});

const settle = (conversation) => {
  state.conversation = conversation?.id ? conversation : null;
  $("closed").hidden = conversation?.status !== "closed";
  document.body.classList.toggle("talking", Boolean(state.conversation));
  host.tell("token", { token: heldToken(), live: Boolean(state.conversation) });
  const writes = state.away && !details.known.email;
  composer.show(!writes);
  letter.show(writes);
};

const arrived = () => {
  const author = log.author();
  if (author?.author) lead({ id: author.author, name: author.name });
  const looking = state.open && !document.hidden;
  if (looking && log.last > state.seen) {
    state.seen = log.last;
    if (!line.send({ t: "read", p: state.seen })) call("PUT", "read", { position: state.seen }).catch(() => {});
  }
  host.tell("unread", { n: log.unread(state.seen) });
};

// Who am I, who is there, what was said: asked at first opening and whenever that may have changed.
const begin = async () => {
  try {
    const { identity, page } = state;
    const answer = await call("POST", "session", { token: heldToken(), identity, lang: document.documentElement.lang, page });
    document.body.dataset.state = answer.blocked ? "unavailable" : "ready";
    if (answer.blocked) return line.close();
    holdToken(answer.token);
    details.known = answer.details;
    state.away = !answer.availability.open;
    if (state.away && !details.known.email) letter.fill({ body: composer.draft });
    welcome(answer.availability);
    answer.messages.forEach(({ p, html }, i) => {
      if (!i && p > log.last) log.last = p - 1;
      log.add(html, p);
    });
    log.tick(answer);
    state.seen = Math.max(state.seen, answer.seen);
    settle(answer.conversation);
    arrived();
    if (state.conversation) line.open();
    outbox.flush();
  } catch (refusal) {
    if (document.body.dataset.state === "loading") document.body.dataset.state = "unavailable";
    $("why").textContent = refusal.status ? (refusal.message ?? say("unavailable")) : say("offline");
  }
};
$("again").onclick = begin;

const aim = () => {
  if (!state.open || document.body.dataset.state !== "ready") return;
  if (state.conversation) log.toEnd();
  if (isTouch.matches) $("name").focus();
  else if (!$("letter").hidden) letter.focus();
  else composer.focus();
  arrived();
};

host.on("hello", async ({ token, kept, identity, open, page }) => {
  holdToken(token);
  Object.assign(state, { identity, open, page });
  composer.draft = kept?.draft ?? "";
  letter.fill(kept?.letter ?? {});
  await begin();
  choose(kept?.department);
  outbox.restore(kept?.outbox ?? []);
  aim();
});
host.on("shown", ({ open }) => {
  state.open = open;
  aim();
});
host.on("identity", ({ identity }) => {
  line.close();
  log.clear();
  Object.assign(state, { identity, conversation: null, seen: 0 });
  if (!identity) holdToken(null);
  begin();
});

composer.listen({
  send: (message) => outbox.add({ ...message, department: state.conversation ? undefined : department() }),
  typing: () => line.send({ t: "typing" }),
  changed: keepSoon,
});
letter.listen({
  changed: keepSoon,
  send({ body, name, email }) {
    details.known = { name, email };
    letter.clear();
    composer.draft = "";
    outbox.add({ body, files: [], name, email, offline: true, department: department() });
    $("thanks").textContent = say("thanks", { name, email });
    $("thanks").hidden = false;
    letter.show(false);
    composer.show(true);
  },
});

$("close").onclick = () => host.tell("close");
addEventListener("keydown", ({ key }) => key === "Escape" && !document.querySelector(":popover-open") && host.tell("close"));
document.addEventListener("visibilitychange", () => document.hidden || arrived());
addEventListener("pagehide", keep);

if (host.standalone) host.tell = () => {};
else host.knock();
