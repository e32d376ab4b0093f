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

// Answers {trail, …}, or null when it could not be told: what was tried is worth no error.
export const tell = async (path, what) => {
  try {
    const answer = await fetch(path, {
      method: "POST",
      keepalive: true,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...what, trail: get(KEPT) }),
    });
    if (!answer.ok) return null;
    const said = await answer.json();
    if (said.trail) set(KEPT, said.trail);
    return said;
  } catch {
    return null;
  }
};

const step = (what) => tell(`${here.home}/steps`, what);

let last = "";
export const searched = (text) => {
  if (text === last) return;
  last = text;
  set(WAITING, null);
  return step({ kind: "search", text: text.slice(0, 4000) });
};

// Somebody leaves for an answer before the search was told: the next page tells it first.
export const searchedOnLeaving = (text) => {
  if (text !== last) set(WAITING, text.slice(0, 4000));
};

const isNew = () => performance.getEntriesByType("navigation")[0]?.type === "navigate";

export const arrived = async () => {
  const waiting = get(WAITING);
  if (waiting) await searched(waiting);
  // Going back to a list of results is no new search.
  else if (here.searched && isNew()) await searched(here.searched);
  if (here.entry && get(KEPT)) await step({ kind: "page", key: here.entry });
};
