// Where the customer is: their clock and their language, in the agent's words.
import { word } from "desk/words"

function clocks(root = document) {
  for (const element of root.querySelectorAll("[data-clock]")) {
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

function languages(root) {
  const names = new Intl.DisplayNames(document.documentElement.lang, { type: "language" })
  for (const element of root.querySelectorAll("span[data-language]")) {
    try {
      element.textContent = names.of(element.dataset.language)
    } catch {
      // Not a language the browser knows: the code itself stays.
    }
  }
}

function tell(root = document) {
  clocks(root)
  languages(root)
}

new MutationObserver(changes => {
  for (const change of changes) {
    for (const node of change.addedNodes) if (node.nodeType === 1) tell(node.parentNode ?? node)
  }
}).observe(document.documentElement, { childList: true, subtree: true })

document.addEventListener("turbo:load", () => tell())
setInterval(clocks, 30_000)
tell()
