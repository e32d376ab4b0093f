// The chat comes with its own script; until that is there nobody is offered a dead button.
export const talk = () => {
  const offer = () => {
    for (const part of document.querySelectorAll("[data-talk]")) {
      part.hidden = false;
      if (part.matches("button")) part.onclick = () => window.Lagniappe.open();
    }
  };
  if (window.Lagniappe) offer();
  else document.querySelector("script[data-widget]")?.addEventListener("load", offer);
};
