import { isAddress } from "./address.js";
import { call, fetchFile } from "./call.js";
import { log } from "./log.js";
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
    // What is being written is never taken away.
    if (card.hidden) fillIn();
  },
};

const fillIn = () => {
  card.elements.name.value = person.name ?? "";
  card.elements.email.value = person.email ?? "";
  showFault("");
};

const showFault = (why) => {
  $("details-error").textContent = why;
  card.elements.email.ariaInvalid = String(Boolean(why));
};

export const give = async (given) => {
  await call("PUT", "details", given);
  details.known = given;
};

const close = () => {
  card.hidden = true;
  fillIn();
  $("more").focus();
};

let then = null;

// `next` is done once the card is saved, which then needs an address.
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
card.onkeydown = (event) => {
  if (event.key !== "Escape") return;
  // The chat itself stays open.
  event.stopPropagation();
  close();
};
// The desk forgets no address and no name: one that was given can be changed, not emptied.
const written = () => {
  const [name, email] = ["name", "email"].map((field) => card.elements[field].value.trim());
  return { name: name || (person.name ?? ""), email };
};

const isFine = ({ email }) => (email ? isAddress(email) : !then && !person.email);

card.onsubmit = async (event) => {
  event.preventDefault();
  const given = written();
  showFault(isFine(given) ? "" : say("need_address"));
  if (!isFine(given)) return card.elements.email.focus();
  try {
    await give(given);
    $("reach").hidden = Boolean(given.email);
    close();
    announce(say("saved"));
    then?.();
  } catch (refusal) {
    $("details-error").textContent = refusal.status ? refusal.message : say("offline");
  }
};

$("download").onclick = async () => {
  $("menu").hidePopover();
  try {
    const address = URL.createObjectURL(await fetchFile(`transcript?zone=${encodeURIComponent(zone())}`));
    make("a", { href: address, download: `${say("file")}.html` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60e3);
  } catch (refusal) {
    log.tell(refusal.status ? refusal.message : say("offline"));
  }
};
