import { fetchFile } from "./call.js";
import { make } from "./page.js";
import { say, size } from "./words.js";

const address = async (id) => URL.createObjectURL(await fetchFile(`attachments/${id}`));

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    address(target.parentElement.dataset.file).then((url) => (target.src = url), () => {});
  }
});

// Files are asked for with the visitor's token, never by an address others could open.
export const showFile = (button) => {
  const picture = button.querySelector("img");
  if (picture) seen.observe(picture);
  else button.querySelector("small").textContent = size(button.querySelector("small").dataset.size);
  button.onclick = async () => {
    button.parentElement.querySelector(".error")?.remove();
    try {
      const href = picture?.src || (await address(button.dataset.file));
      make("a", { href, download: button.dataset.name }).click();
    } catch (refusal) {
      const why = refusal.status ? refusal.message : say("offline");
      button.after(make("p", { className: "error", role: "alert", textContent: why }));
    }
  };
};
