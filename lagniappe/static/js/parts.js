// Parts beside the conversation that follow it: each is a section with its own address,
// /conversations/ID/PART, fetched again when the desk says that it changed.
import { ask } from "desk/http"
import { live } from "desk/live"

const open = () => document.getElementById("thread")?.dataset.id
const shown = part => document.querySelector(`[data-part="${CSS.escape(part)}"]`)
// Nobody's half-filled form is taken away under their hands.
const busy = section => section.querySelector("dialog[open], :popover-open")
  || section.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")

const words = element => element.ariaLabel || element.textContent.trim()

// Whoever works by keyboard stays where they were: on what is called the same in the new section.
function keepingFocus(section) {
  const focused = document.activeElement
  if (!section.contains(focused)) return () => {}
  const { tagName } = focused, called = words(focused)
  return fresh => [...fresh.querySelectorAll(tagName)].find(one => words(one) === called)?.focus({ preventScroll: true })
}

export async function refresh(part) {
  const id = open()
  const section = shown(part)
  if (!id || !section || busy(section)) return
  const response = await ask(`/conversations/${id}/${part}`).catch(() => null)
  const html = await response?.text()
  const now = shown(part)
  if (!html || open() !== id || !now || busy(now)) return
  const focus = keepingFocus(now)
  now.replaceWith(document.createRange().createContextualFragment(html))
  const fresh = shown(part)
  if (fresh) focus(fresh)
}

// What came while a dialog was open was not drawn.
document.addEventListener("close", ({ target }) => {
  const section = target.closest?.("[data-part]")
  if (section) refresh(section.dataset.part)
}, true)

live.addEventListener("part", ({ detail }) => detail.c === open() && refresh(detail.part))
live.addEventListener("resync", () => {
  for (const section of document.querySelectorAll("[data-part]")) refresh(section.dataset.part)
})
