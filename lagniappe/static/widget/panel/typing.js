import { log } from "./log.js";
import { $ } from "./page.js";
import { say } from "./words.js";

let typingTimer = null;

// Somebody on the other side is writing; without a sign of life they stopped.
export const showTyping = (name) => {
  $("typing").textContent = say("typing", { name });
  log.keepEnd(() => ($("typing").hidden = false));
  clearTimeout(typingTimer);
  typingTimer = setTimeout(quiet, 6000);
};

export const quiet = () => ($("typing").hidden = true);
