import { searched, searchedOnLeaving } from "./trail.js";

const PAUSE = 120;
const SETTLED = 1500;

const element = (tag, props, ...children) => {
  const made = Object.assign(document.createElement(tag), props);
  made.append(...children);
  return made;
};

// Answers appear below the field while somebody types; without this the form leads to a page.
export const search = (form) => {
  const field = form.elements.q;
  const list = form.querySelector("[data-found]");
  const status = form.querySelector("[role=status]");
  let asking = null;
  let typing = null;
  let settling = null;
  let chosen = -1;

  field.role = "combobox";
  field.ariaAutoComplete = "list";
  field.ariaExpanded = "false";
  field.setAttribute("aria-controls", list.id);

  const words = () => field.value.trim();

  const choose = (place) => {
    const lines = [...list.children];
    chosen = lines.length ? (place + lines.length) % lines.length : -1;
    for (const [n, line] of lines.entries()) line.ariaSelected = String(n === chosen);
    if (chosen < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", lines[chosen].id);
    lines[chosen]?.scrollIntoView({ block: "nearest" });
  };

  const show = (on) => {
    list.hidden = !on;
    status.classList.add("unseen");
    field.ariaExpanded = String(on);
    chosen = -1;
    field.removeAttribute("aria-activedescendant");
  };

  const draw = ({ said, answers }) => {
    list.replaceChildren(
      ...answers.map(({ title, address, excerpt }, n) => {
        const parts = [element("strong", { textContent: title }), element("span", { textContent: excerpt })];
        const line = element("a", { id: `${list.id}-${n}`, href: address, role: "option", tabIndex: -1 }, ...parts);
        line.ariaSelected = "false";
        return line;
      }),
    );
    status.textContent = said;
    show(answers.length > 0);
    status.classList.toggle("unseen", answers.length > 0);
  };

  const stop = () => {
    asking?.abort();
    asking = null;
    clearTimeout(typing);
    clearTimeout(settling);
  };

  const ask = async () => {
    const text = words();
    const mine = (asking = new AbortController());
    try {
      const answer = await fetch(`${form.action}?${new URLSearchParams({ q: text.slice(0, 500) })}`, {
        headers: { Accept: "application/json" },
        signal: mine.signal,
      });
      if (!answer.ok) return;
      const found = await answer.json();
      if (asking !== mine) return;
      draw(found);
      settling = setTimeout(() => searched(text), SETTLED);
    } catch {
      // Cut off by the next key, or no connection: the form still works.
    }
  };

  const close = () => {
    stop();
    show(false);
    status.textContent = "";
  };

  field.addEventListener("input", () => {
    stop();
    if (words()) typing = setTimeout(ask, PAUSE);
    else close();
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (open && event.key === "ArrowDown") choose(chosen + 1);
    else if (open && event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (open && event.key === "Enter" && chosen >= 0) list.children[chosen].click();
    else if (status.textContent && event.key === "Escape") close();
    else if (!open && event.key === "ArrowDown" && words()) ask();
    else return;
    event.preventDefault();
  });

  list.addEventListener("click", () => {
    clearTimeout(settling);
    searchedOnLeaving(words());
  });
  form.addEventListener("submit", (event) => (words() ? stop() : event.preventDefault()));
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!form.contains(relatedTarget)) show(false);
  });
};
