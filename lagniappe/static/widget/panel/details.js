import { call, fetchFile } from "./call.js";
import { $, announce, make } from "./page.js";
import { say, zone } from "./words.js";

const card = $("details");
let person = {};

// The visitor's name and address, given when they like, and their copy of the conversation.
export const details = {
  get known() {
    return person;
  },
  set known(given) {
    person = given ?? {};
    card.elements.name.value = person.name ?? "";
    card.elements.email.value = person.email ?? "";
  },
};

export const give = async (given) => {
  await call("PUT", "details", given);
  details.known = given;
};

const close = () => {
  card.hidden = true;
  $("more").focus();
};

let then = null;

// `next` is done once the card is saved with an address.
export const openCard = (next) => {
  then = next;
  card.hidden = false;
  card.elements.name.focus();
};

$("edit").onclick = () => {
  $("menu").hidePopover();
  openCard();
};
$("reach").onclick = () => openCard();
$("cancel").onclick = close;
card.onsubmit = async (event) => {
  event.preventDefault();
  const note = $("details-error");
  try {
    const given = { name: card.elements.name.value.trim(), email: card.elements.email.value.trim() };
    await give(given);
    $("reach").hidden = Boolean(given.email);
    note.textContent = "";
    close();
    announce(say("saved"));
    if (given.email) then?.();
  } catch (refusal) {
    note.textContent = refusal.status ? refusal.message : say("offline");
  }
};

$("download").onclick = async () => {
  $("menu").hidePopover();
  try {
    const address = URL.createObjectURL(await fetchFile(`transcript?zone=${encodeURIComponent(zone())}`));
    make("a", { href: address, download: `${say("file")}.html` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60e3);
  } catch (refusal) {
    announce(refusal.status ? refusal.message : say("offline"));
  }
};
