import { desk } from "./words.js";

// The launcher on the host page. Its origin is pinned at its first word; until then only
// "ready" leaves this frame, which tells nobody anything.
const heard = {};
let origin = null;

const trusted = (event) =>
  event.source === parent &&
  (origin ? event.origin === origin : !desk.origins.length || desk.origins.includes(event.origin));

export const host = {
  on(name, listener) {
    heard[name] = listener;
  },

  tell(t, more) {
    if (origin) parent.postMessage({ t, ...more }, origin);
  },

  knock() {
    parent.postMessage({ t: "ready" }, "*");
  },
};

addEventListener("message", (event) => {
  if (!trusted(event) || typeof event.data?.t !== "string") return;
  if (event.data.t === "hello") origin = event.origin;
  if (origin) heard[event.data.t]?.(event.data);
});
