// What this tab's reader tried, for the person they may ask later. The server makes the trail's
// id; it lives as long as the tab, and in a page that refuses storage as long as the page.
const KEPT = "lagniappe.trail";
const WAITING = "lagniappe.trail.search";
const here = document.body.dataset;
const held = {};

const get = (name) => {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return held[name] ?? null;
  }
};

const set = (name, value) => {
  try {
    if (value) sessionStorage.setItem(name, value);
    else sessionStorage.removeItem(name);
  } catch {
    held[name] = value;
  }
};

// Each waits for the one before, whose answer may bring the trail it belongs to. Whoever leaves
// waits for nothing: what is left goes at once.
let telling = Promise.resolve();
const inTurn = (send) => {
  const left = new Promise((go) => addEventListener("pagehide", go, { once: true }));
  telling = Promise.race([telling, left]).then(send);
  return telling;
};

// Answers {trail, …}, or null when it could not be told: what was tried is worth no error.
export const tell = (path, what) => inTurn(() => post(path, what));

const post = async (path, what) => {
  const trail = get(KEPT);
  try {
    const answer = await fetch(path, {
      method: "POST",
      keepalive: true,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...what, trail }),
    });
    if (!answer.ok) return null;
    const said = await answer.json();
    // Another page may have begun one meanwhile, if somebody left and came back.
    if (said.trail && get(KEPT) === trail) set(KEPT, said.trail);
    return said;
  } catch {
    return null;
  }
};

const steps = `${here.home}/steps`;

// The search waits until its answer is here: whoever leaves before that takes no trail along,
// and the next page tells it again.
let last = "";
export const searched = async (text) => {
  const words = text.slice(0, 4000);
  if (words === last) return;
  last = words;
  set(WAITING, words);
  const told = await tell(steps, { kind: "search", text: words });
  if (told && get(WAITING) === words) set(WAITING, null);
};

// Somebody leaves for an answer before the search was told: the next page tells it first.
export const searchedOnLeaving = (text) => {
  const words = text.slice(0, 4000);
  if (words !== last) set(WAITING, words);
};

const isNew = () => performance.getEntriesByType("navigation")[0]?.type === "navigate";

// A vote that was faster than this script went by the form, which knows no trail.
const opened = () => {
  const voted = here.voted && { helped: here.voted === "yes" };
  return (voted || get(KEPT)) && post(steps, { kind: "page", key: here.entry, ...voted });
};

export const arrived = () => {
  const waiting = get(WAITING);
  if (waiting) searched(waiting);
  // Going back to a list of results is no new search.
  if (here.searched && isNew()) searched(here.searched);
  if (here.entry) inTurn(opened);
};
