import { memory } from "./memory.js";
import { draw, greet, make, mark, place } from "./button.js";

const tag = document.currentScript.dataset;
const lang = tag.lang || document.documentElement.lang || navigator.language;
const words = brand.words[lang] ?? brand.words[lang.split("-")[0]] ?? brand.words.en;
const saved = memory("localStorage");
const kept = memory("sessionStorage");
const heard = {};

let identity = tag.user ? { ...tag } : null;
let frame, ready, title, dismiss;
let open = false;
let unread = 0;

const tell = (t, more) => ready && frame.contentWindow.postMessage({ t, ...more }, brand.origin);
const emit = (name, n) => heard[name]?.forEach((listener) => listener(n));

const load = () => {
  frame ??= make("iframe", { title: words[0], hidden: true, src: brand.at + "panel?lang=" + lang });
};

const show = (on) => {
  if (on === open) return;
  load();
  open = on;
  dismiss?.();
  frame.hidden = !on;
  kept.set({ ...kept.get(), open });
  draw(words, open, unread);
  tell("shown", { open });
  (on ? frame : mark).focus();
  emit(on ? "open" : "close");
};

const count = (n) => {
  unread = n;
  draw(words, open, n);
  if (title) document.title = title;
  title = n && document.hidden && document.title;
  if (title) document.title = `(${n}) ${title}`;
  emit("unread", n);
};

const says = {
  ready() {
    ready = true;
    tell("hello", { token: saved.get()?.token, kept: kept.get()?.panel, identity, open, page: location.href });
  },
  token: ({ token, live }) => saved.set(token && { token, live }),
  keep: ({ value }) => kept.set({ open, panel: value }),
  unread: ({ n }) => count(n),
  close: () => show(false),
};

const start = () => {
  place();
  draw(words, open, unread);
  mark.onclick = () => show(!open);
  if (kept.get()?.open && innerWidth > 480) show(true);
  else if (saved.get()?.live) setTimeout(load, 2000);
  // Once per visit, told by the referrer: nothing is stored before the chat is opened.
  else if (brand.greets && !saved.get() && !document.referrer.startsWith(location.origin)) setTimeout(hail, 4000);
};

const hail = async () => {
  if (frame) return;
  try {
    const hello = await (await fetch(brand.at + "greeting?lang=" + lang)).json();
    frame || (dismiss = greet(hello, mark.onclick));
  } catch {}
};

if (!window.Lagniappe) {
  window.Lagniappe = {
    open: () => show(true),
    close: () => show(false),
    identify(person) {
      if (identity && identity.user !== person?.user) saved.set(), kept.set();
      identity = person;
      tell("identity", { identity });
    },
    on: (name, listener) => (heard[name] ??= []).push(listener),
  };
  addEventListener("message", ({ source, origin, data }) => {
    if (frame && source === frame.contentWindow && origin === brand.origin) says[data.t]?.(data);
  });
  addEventListener("visibilitychange", () => count(unread));
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
}
