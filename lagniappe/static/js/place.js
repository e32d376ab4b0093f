// Where the customer is: their clock and their language, in the agent's words.
import { word } from "desk/words"

function clocks() {
  for (const element of document.querySelectorAll("[data-clock]")) {
    try {
      const time = new Intl.DateTimeFormat(document.documentElement.lang, {
        hour: "numeric", minute: "2-digit", timeZone: element.dataset.clock,
      }).format()
      element.textContent = word("their_time", { time })
    } catch {
      element.textContent = element.dataset.clock
    }
  }
}

function languages() {
  const names = new Intl.DisplayNames(document.documentElement.lang, { type: "language" })
  for (const element of document.querySelectorAll("span[data-language]")) {
    try {
      element.textContent = names.of(element.dataset.language)
    } catch {
      // Not a language the browser knows: the code itself stays.
    }
  }
}

function tell() {
  clocks()
  languages()
}

for (const type of ["turbo:load", "turbo:frame-render", "turbo:submit-end"]) {
  document.addEventListener(type, () => setTimeout(tell))
}
setInterval(clocks, 30_000)
tell()
