import { upload } from "./call.js";
import { $, announce, make } from "./page.js";
import { desk, say, size } from "./words.js";

const tray = $("tray");
const picker = $("picker");
const held = new Map();
let changed = () => {};

const ready = () => [...held.values()].filter((file) => file.id);

export const files = {
  get all() {
    return ready();
  },
  get busy() {
    return held.size > ready().length;
  },
  clear() {
    held.clear();
    tray.replaceChildren();
  },
  // Uploaded before this page was, and not sent yet.
  restore(stored) {
    stored.forEach((file) => held.set(lay(file, file.name).card, file));
  },
  listen: (listener) => (changed = listener),
};

const remove = (card) => {
  held.delete(card);
  card.remove();
  changed();
  $("text").focus();
};

const complain = (text) => {
  const before = $("trouble").hidden ? [] : $("trouble").textContent.split("\n");
  $("trouble").textContent = [...new Set([...before, text])].join("\n");
  $("trouble").hidden = false;
};

const preview = (file) => {
  const isPicture = file instanceof Blob && file.type.startsWith("image/");
  if (!isPicture) return make("span", { className: "kind", textContent: file.name.split(".").pop().slice(0, 4) });
  const address = URL.createObjectURL(file);
  return make("img", { src: address, alt: "", onload: () => URL.revokeObjectURL(address) });
};

// A card in the tray; the button takes it out again.
const lay = (file, name) => {
  const drop = make("button", { type: "button", ariaLabel: say("remove", { name }), textContent: "×" });
  const card = make("li", {}, preview(file), make("span", { className: "name", textContent: name }), drop);
  drop.onclick = () => remove(card);
  tray.append(card);
  return { card, drop };
};

const take = async (file) => {
  if (file.size > desk.limits.bytes) return complain(say("too_big", { name: file.name, limit: size(desk.limits.bytes) }));
  if (held.size >= desk.limits.files) return complain(say("too_many", { n: desk.limits.files }));
  const name = file.name || say("screenshot");
  const { card, drop } = lay(file, name);
  const bar = make("progress", { max: 1, value: 0, ariaLabel: say("uploading", { name }) });
  drop.before(bar);
  const { done, stop } = upload("uploads", file, (share) => (bar.value = share));
  drop.onclick = () => (stop(), remove(card));
  held.set(card, {});
  try {
    const stored = await done;
    if (!held.has(card)) return;
    held.set(card, stored);
    bar.remove();
    changed();
    announce(say("attached", { name }));
  } catch (refusal) {
    if (!held.has(card)) return;
    remove(card);
    complain(refusal.status ? `${name}: ${refusal.message}` : say("not_uploaded", { name }));
  }
};

const takeAll = (list) => {
  $("trouble").hidden = true;
  [...list].forEach(take);
};

$("attach").onclick = () => picker.click();
picker.onchange = () => {
  takeAll(picker.files);
  picker.value = "";
};
$("text").addEventListener("paste", (event) => {
  if (!event.clipboardData.files.length) return;
  event.preventDefault();
  takeAll(event.clipboardData.files);
});
const dragging = (on) => (event) => {
  if (!event.dataTransfer?.types.includes("Files") || $("composer").hidden) return;
  event.preventDefault();
  document.body.classList.toggle("dragging", on);
};
addEventListener("dragover", dragging(true));
addEventListener("dragleave", (event) => event.relatedTarget || dragging(false)(event));
addEventListener("drop", (event) => {
  dragging(false)(event);
  if (event.defaultPrevented) takeAll(event.dataTransfer.files);
});
