// Each answer is kept as it is given. What the link marked counts only once a person is here:
// programs that open links ahead of people neither move, touch, type nor press.
const form = document.querySelector("form[data-saved]");
const SIGNS = ["pointermove", "pointerdown", "touchstart", "keydown", "wheel"];
// A browser reports a move of its own when a page appears under a mouse that rests: this far is moved.
const MOVED = 4;
const WAIT = 1200;

const keep = async (field) => {
  const { question, kind } = field.dataset;
  const state = field.querySelector(".state");
  const given = kind === "words" ? { words: field.querySelector("textarea").value.trim() } : { value: Number(field.querySelector(":checked").value) };
  if (given.words === "") return;
  try {
    const answer = await fetch(`${form.action}/answers/${encodeURIComponent(question)}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(given),
      keepalive: true,
    });
    const said = await answer.json();
    if (answer.ok) unfold(said.open);
    state.textContent = answer.ok ? form.dataset.saved : said.error;
  } catch {
    state.textContent = form.dataset.unsaved;
  }
};

const unfold = (open) => {
  for (const field of form.querySelectorAll("[data-question]")) {
    field.hidden = field.disabled = !open.includes(field.dataset.question);
  }
};

const watch = () => {
  let timer = null;
  const later = (field) => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(field), WAIT);
  };
  form.addEventListener("change", ({ target }) => {
    clearTimeout(timer);
    keep(target.closest("[data-question]"));
  });
  form.addEventListener("input", ({ target }) => target.matches("textarea") && later(target.closest("[data-question]")));
};

const countOnceSomebodyIsHere = (field) => {
  let from = null;
  const rests = ({ type, screenX, screenY }) => {
    if (type !== "pointermove") return false;
    from ??= { screenX, screenY };
    return Math.hypot(screenX - from.screenX, screenY - from.screenY) < MOVED;
  };
  const here = (event) => {
    if (!event.isTrusted || rests(event)) return;
    for (const sign of SIGNS) removeEventListener(sign, here, true);
    keep(field);
  };
  for (const sign of SIGNS) addEventListener(sign, here, { capture: true, passive: true });
};

if (form) {
  watch();
  const { chosen } = form.dataset;
  if (chosen) countOnceSomebodyIsHere(form.querySelector(`[data-question="${CSS.escape(chosen)}"]`));
  if (location.hash === "#more") document.querySelector("details#more")?.setAttribute("open", "");
}
