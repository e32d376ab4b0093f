import { call } from "./call.js";
import { log } from "./log.js";
import { $ } from "./page.js";

// A long conversation opens with its newest messages; what came before is one button away.
const button = $("earlier");

export const offerEarlier = () => (button.hidden = !(log.first > 1));

button.onclick = async () => {
  button.disabled = true;
  try {
    const { messages } = await call("GET", `messages?before=${log.first}`);
    log.prepend(messages);
  } finally {
    button.disabled = false;
    offerEarlier();
  }
};
