import { make } from "./page.js";

const known = new Map();

export const introduce = (people) => people.forEach((person) => known.set(person.id, person));

// A person's picture, or their initials on their own hue, as the server draws them in messages.
export const face = ({ id, name, picture, hue } = {}) => {
  const person = { hue: 0, ...known.get(id), ...(picture && { picture }), ...(hue && { hue }) };
  const circle = make("span", { className: `avatar hue-${person.hue}`, ariaHidden: "true" });
  if (person.picture) circle.append(make("img", { src: `/pictures/${person.picture}`, alt: "" }));
  else circle.textContent = initials(name);
  return circle;
};

const initials = (name) => {
  const words = name.split(/\s+/).map((word) => [...word][0] ?? "");
  return (words[0] + (words.length > 1 ? words.at(-1) : "")).toUpperCase();
};
