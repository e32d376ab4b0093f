import { tell } from "./trail.js";

export const vote = (form) => {
  const section = form.parentElement;
  const show = (what) => {
    for (const line of section.querySelectorAll("[data-said]")) line.hidden = line.dataset.said !== what;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { value } = event.submitter;
    section.inert = true;
    const said = await tell(form.action, { helped: value === "yes" });
    section.inert = false;
    show(said ? value : "failed");
    form.hidden = Boolean(said);
    const line = section.querySelector("[data-said]:not([hidden])");
    line.tabIndex = -1;
    line.focus();
  });
};
