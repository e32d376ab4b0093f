import { call } from "./call.js";
import { log } from "./log.js";
import { $ } from "./page.js";
import { say } from "./words.js";

const send = ({ dataset }, p) => {
  if (dataset.choice) return call("PUT", `automatic/${p}/choice`, { entry: dataset.choice });
  if (dataset.helped) return call("PUT", `automatic/${p}/vote`, { helped: dataset.helped === "yes" });
  if (dataset.offer) return call("PUT", `offers/${dataset.offer}/choice`, { choice: Number(dataset.n) });
  return call("POST", "person", {});
};

// The buttons under automatic answers. The desk says what becomes of them, in every tab.
export const listenToTurns = (settled) => {
  $("messages").addEventListener("click", async ({ target }) => {
    const button = target.closest(".turn button");
    if (!button || button.ariaBusy) return;
    button.ariaBusy = "true";
    try {
      const { html, p } = await send(button, button.closest("[data-p]").dataset.p);
      if (html) log.renew(html, p);
      await settled();
    } catch (refusal) {
      log.tell(refusal.status ? refusal.message : say("offline"));
    }
    button.ariaBusy = null;
  });
};
