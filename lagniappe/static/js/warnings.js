// The quiet bars above the text: read first, fill in first, shorten first.
import { live } from "desk/live"
import { word } from "desk/words"

/** Says so when the customer writes while the agent does. */
export function watch(composer, isWriting, signal) {
  live.addEventListener("message", ({ detail }) => {
    if (detail.c !== composer.dataset.conversation || !isWriting()) return
    if (detail.html.includes('data-author="customer')) arrived(composer, "seen")
  }, { signal })
}

/** `state`: "seen" when it is on screen anyway, "blocked" when the reply was held back, or "". */
export function arrived(composer, state) {
  const bar = composer.querySelector("[data-warning]")
  bar.hidden = !state
  bar.querySelector("[data-anyway]").hidden = state !== "blocked"
}

export function missing(composer, names) {
  const bar = composer.querySelector("[data-missing]")
  bar.hidden = names.length === 0
  bar.querySelector("p").textContent = word("missing", { names: names.join(", ") })
}

/** How many characters are too many; says so. */
export function tooLong(composer, text) {
  const count = Math.max(0, text.length - Number(composer.dataset.limit))
  composer.querySelector("[data-count]").textContent = count ? word("too_long", { count }) : ""
  return count
}
