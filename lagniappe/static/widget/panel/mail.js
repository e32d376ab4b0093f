import { call } from "./call.js";
import { details, openCard } from "./details.js";
import { log } from "./log.js";
import { $ } from "./page.js";
import { say, zone } from "./words.js";

// Whoever leaves may have the answer, or all that was said, by mail. `then` says what for.
const withAddress = (then) => {
  $("menu").hidePopover();
  if (details.known.email) then();
  else openCard(then);
};

const told = (word, email) => log.tell(say(word, { email }));

const attempt = async (act) => {
  try {
    await act();
  } catch (refusal) {
    log.tell(refusal.status ? refusal.message : say("offline"));
  }
};

export const wantMail = ({ name = "", email }) => call("PUT", "by-mail", { name, email });

$("bymail").onclick = () =>
  withAddress(() =>
    attempt(async () => {
      await wantMail(details.known);
      told("by_mail", details.known.email);
    }),
  );
$("mail").onclick = () =>
  withAddress(() => attempt(async () => told("mailed", (await call("POST", "transcript/mail", { time_zone: zone() })).email)));
