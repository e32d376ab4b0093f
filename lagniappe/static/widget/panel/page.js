export const $ = (id) => document.getElementById(id);

export const make = (tag, props = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};

export const copy = (id) => $(id).content.firstElementChild.cloneNode(true);

// A message as our own server rendered it: the page's policy refuses any script in it.
export const fromServer = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
};

export const isTouch = matchMedia("(pointer: coarse)");

// Said once to a screen reader, without moving anyone's place.
export const announce = (text) => {
  $("news").textContent = "";
  requestAnimationFrame(() => ($("news").textContent = text));
};
