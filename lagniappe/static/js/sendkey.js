// Which key sends is this person's habit, so it stays in this browser.
const KEY = "send-with"
const chosen = () => localStorage.getItem(KEY) ?? "mod"

export function sends(event) {
  if (event.key !== "Enter") return false
  return event.ctrlKey || event.metaKey || (chosen() === "enter" && !event.shiftKey)
}

export function choose(key) {
  localStorage.setItem(KEY, key)
}

export function show(composer) {
  for (const button of composer.querySelectorAll("[data-send-with]")) {
    button.setAttribute("aria-pressed", button.dataset.sendWith === chosen())
  }
}
