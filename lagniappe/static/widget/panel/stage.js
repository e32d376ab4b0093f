import { composer } from "./composer.js";
import { details } from "./details.js";
import { letter } from "./letter.js";
import { log } from "./log.js";
import { $ } from "./page.js";
import { answers } from "./welcome.js";

// Where to write: the chat while somebody (or the library) may answer, else a letter.
export const setStage = ({ conversation, away, closed, writes }) => {
  const talking = Boolean(conversation);
  const known = Boolean(details.known.email);
  const ask = !talking && away && !writes && answers();
  const letterIsDue = away && (talking ? log.asksLetter() && !known : !ask);
  document.body.classList.toggle("talking", talking);
  log.keepEnd(() => {
    $("closed").hidden = !closed;
    $("kept").hidden = !talking || !away || closed || letterIsDue;
    $("reach").hidden = known;
    $("ask").hidden = !ask;
    letter.show(letterIsDue, talking);
  });
  composer.show(talking || !letterIsDue);
};
