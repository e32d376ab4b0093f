import { holdToken } from "./call.js";
import { composer } from "./composer.js";
import { details, give } from "./details.js";
import { files } from "./files.js";
import { host } from "./host.js";
import { letter } from "./letter.js";
import { log } from "./log.js";
import { wantMail } from "./mail.js";
import { $, isTouch } from "./page.js";
import { survey } from "./survey.js";
import { arrived, begin, catchUp, keep, line, outbox, settle, talk } from "./talk.js";
import { listenToTurns } from "./turns.js";
import { trail } from "./trail.js";
import { say, zone } from "./words.js";
import { choose, department } from "./welcome.js";

let keepTimer = null;

const keepSoon = () => {
  clearTimeout(keepTimer);
  keepTimer = setTimeout(keep, 300);
};

const aim = () => {
  if (!talk.open || document.body.dataset.state !== "ready") return;
  if (talk.conversation) log.toEnd();
  if (isTouch.matches) $("name").focus();
  else if (!$("letter").hidden) letter.focus();
  else composer.focus();
  arrived();
};

const firstWords = () => ({ ...(!talk.conversation && { department: department(), time_zone: zone() }), ...trail() });

composer.listen({
  send: (message) => outbox.add({ ...message, ...firstWords() }),
  typing: () => line.send({ t: "typing" }),
  changed: keepSoon,
});

files.listen(keep);
survey.listen(keepSoon);

letter.listen({
  changed: keepSoon,
  async send({ body, name, email }) {
    try {
      if (!body) {
        await give({ name, email });
        // Without a mailbox the answer comes here, as it would anyway.
        if (!$("bymail").hidden) await wantMail({ name, email }).catch(() => {});
      }
    } catch (refusal) {
      $("email-error").textContent = refusal.status ? refusal.message : say("offline");
      return;
    }
    if (body) outbox.add({ body, files: [], name, email, offline: true, ...firstWords() });
    details.known = { name, email };
    letter.clear();
    composer.draft = "";
    letter.show(false);
    composer.show(true);
    log.remark(say("thanks", { name, email }));
    $("name").focus();
  },
});

listenToTurns(catchUp);
$("choices").onchange = settle;
$("write").onclick = () => {
  talk.writes = true;
  letter.fill({ body: composer.draft, ...details.known });
  settle();
  letter.focus();
};

host.on("hello", async ({ token, kept, identity, open, page }) => {
  holdToken(token);
  Object.assign(talk, { identity, open, page });
  composer.draft = kept?.draft ?? "";
  letter.fill(kept?.letter ?? {});
  files.restore(kept?.files ?? []);
  survey.restore(kept?.survey);
  await begin();
  choose(kept?.department);
  outbox.restore(kept?.outbox ?? []);
  aim();
});
host.on("shown", ({ open }) => {
  talk.open = open;
  if (open) line.open();
  aim();
});
host.on("identity", async ({ identity }) => {
  line.close();
  log.clear();
  Object.assign(talk, { identity, conversation: null, closed: false, seen: 0 });
  const unsent = identity ? outbox.items : [];
  if (!identity) {
    holdToken(null);
    composer.draft = "";
    files.clear();
    survey.restore();
  }
  await begin();
  outbox.restore(unsent);
});

const leave = () => {
  talk.open = false;
  host.tell("close");
};

$("again").onclick = begin;
$("close").onclick = leave;
addEventListener("keydown", ({ key }) => key === "Escape" && !document.querySelector(":popover-open") && leave());
document.addEventListener("visibilitychange", () => document.hidden || arrived());
addEventListener("pagehide", keep);

host.knock();
