import { make } from "./page.js";

const known = new Map();

export const introduce = (people) => people.forEach((person) => known.set(person.id, person));

const initials = (name) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0])
    .join("")
    .toUpperCase();

// A person's picture, or their initials on their own hue. The name is always said beside it.
export const face = (id, name) => {
  const { picture, hue = 0 } = known.get(id) ?? {};
  const circle = make("span", { className: `face hue-${hue}`, ariaHidden: "true" });
  if (picture) circle.append(make("img", { src: picture, alt: "" }));
  else circle.textContent = initials(name);
  return circle;
};
