import { sheet } from "./look.js";

const CLOSED = "M7.9 20A9 9 0 1 0 4 16.1L2 22ZM8 12h.01M12 12h.01M16 12h.01";
const OPEN = "M18 6 6 18M6 6l12 12";

const host = document.createElement("lagniappe-chat");
const root = host.attachShadow({ mode: "open" });
root.adoptedStyleSheets = [sheet];

export const make = (tag, props, parent = root) => parent.appendChild(Object.assign(document.createElement(tag), props));

export const mark = make("button", { className: "mark" });
const drawing = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
const svg = mark.appendChild(drawing("svg"));
svg.setAttribute("viewBox", "0 0 24 24");
const path = svg.appendChild(drawing("path"));
const badge = make("span", { className: "count" }, mark);

export const draw = (words, open, unread) => {
  mark.ariaExpanded = open;
  mark.ariaLabel = words[0] + (unread ? ` (${words[1]}: ${unread})` : "");
  path.setAttribute("d", open ? OPEN : CLOSED);
  badge.textContent = unread;
  badge.hidden = !unread || open;
};

export const greet = ({ text, later }, open) => {
  const card = make("div", { className: "card" });
  const dismiss = () => card.remove();
  make("button", { className: "hello", textContent: text, onclick: open }, card);
  make("button", { className: "later", textContent: "×", ariaLabel: later, onclick: dismiss }, card);
  return dismiss;
};

export const place = () => document.body.append(host);
