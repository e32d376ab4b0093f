import { call } from "./call.js";
import { log } from "./log.js";
import { $, announce, fromServer } from "./page.js";
import { say } from "./words.js";

const place = $("survey");
let followed = null;
let noticedCard = null;
let shownHtml = "";

// The card stands where the conversation ended; the desk says which question comes next.
const show = (html = "") => {
  if (html === shownHtml) return;
  const card = html ? fromServer(html) : null;
  if (!card && !place.firstElementChild?.dataset.question) return;
  shownHtml = html;
  const busy = place.contains(document.activeElement);
  log.keepEnd(() => place.replaceChildren(...(card ? [card] : [])));
  if (busy) (card ?? $("log")).focus();
  else if (card) announce(card.querySelector(".ask").textContent);
};

export const survey = {
  async look() {
    const { html } = await call("GET", "survey").catch(() => ({}));
    const writing = place.querySelector("textarea")?.value;
    // What is being written is never taken away; sent too late, it is refused with its words kept.
    if (!writing) show(html);
    this.noticed();
  },

  // A closed conversation may have a question below it: looked for once, whatever told us.
  follow({ conversation, closed }) {
    const now = closed ? conversation : null;
    if (now === followed) return;
    followed = now;
    this.look();
  },

  looking: false,
  noticed() {
    const { survey: id, question } = place.firstElementChild?.dataset ?? {};
    if (!this.looking || !question || noticedCard === id) return;
    noticedCard = id;
    call("PUT", `survey/${id}/seen`, {}).catch(() => (noticedCard = null));
  },
};

const act = ({ dataset }, card) => {
  const { survey: id, question } = card.dataset;
  if (dataset.back !== undefined) return call("GET", `survey?before=${encodeURIComponent(question)}`);
  if (dataset.no !== undefined) return call("DELETE", `survey/${id}`);
  const words = card.querySelector("textarea")?.value.trim();
  const skips = dataset.skip !== undefined || (dataset.next !== undefined && !words);
  const given = skips ? {} : words ? { words } : { value: Number(dataset.value) };
  return call("PUT", `survey/${id}/answers/${encodeURIComponent(question)}`, given);
};

place.onclick = async ({ target }) => {
  const button = target.closest("button");
  if (!button || place.ariaBusy) return;
  place.ariaBusy = "true";
  try {
    show((await act(button, button.closest(".survey"))).html);
  } catch (refusal) {
    place.querySelector(".error").textContent = refusal.status ? refusal.message : say("offline");
  }
  place.ariaBusy = null;
};
