import { call } from "./call.js";
import { log } from "./log.js";
import { $, announce, fromServer } from "./page.js";
import { say } from "./words.js";

const place = $("survey");
let followed = null;
let noticedCard = null;
let shownHtml = "";
// Words not sent yet, and of which card.
let unsent = {};
let wordsChanged = () => {};

const keyOf = ({ dataset }) => `${dataset.survey} ${dataset.question}`;

const wrote = (words) => {
  unsent = words ? { card: keyOf(place.firstElementChild), words } : {};
  wordsChanged();
};

// The card stands where the conversation ended; the desk says which question comes next.
const show = (html = "") => {
  if (html === shownHtml) return;
  const card = html ? fromServer(html) : null;
  if (!card && !place.firstElementChild?.dataset.question) return;
  shownHtml = html;
  const busy = place.contains(document.activeElement);
  log.keepEnd(() => place.replaceChildren(...(card ? [card] : [])));
  const field = card?.querySelector("textarea");
  if (field && unsent.card === keyOf(card)) field.value = unsent.words;
  if (busy) (card ?? $("log")).focus();
  else if (card) announce(card.querySelector(".ask").textContent);
};

export const survey = {
  get written() {
    return unsent;
  },
  restore: (kept) => (unsent = kept ?? {}),
  listen: (listener) => (wordsChanged = listener),

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

place.oninput = ({ target }) => wrote(target.value);

place.onclick = async ({ target }) => {
  const button = target.closest("button");
  if (!button || place.ariaBusy) return;
  place.ariaBusy = "true";
  try {
    const { html } = await act(button, button.closest(".survey"));
    if (button.dataset.back === undefined) wrote("");
    show(html);
  } catch (refusal) {
    place.querySelector(".error").textContent = refusal.status ? refusal.message : say("offline");
  }
  place.ariaBusy = null;
};
