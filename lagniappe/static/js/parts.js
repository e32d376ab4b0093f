// Parts beside the conversation that follow it: each is a section with its own address,
// /conversations/ID/PART, fetched again when the desk says that it changed.
import { ask } from "desk/http"
import { live } from "desk/live"

const STILL = 600

const open = () => document.getElementById("thread")?.dataset.id
const shown = part => document.querySelector(`[data-part="${CSS.escape(part)}"]`)
// Parts that changed while somebody was busy there.
const late = new Set()

// A hand on its way to a button does not meet another one that moved under it.
let moved = -STILL
document.addEventListener("pointermove", ({ target }) => {
  if (target.closest?.("#context")) moved = performance.now()
}, { passive: true })
const reaching = section => section.closest("#context:active") || performance.now() - moved < STILL

// A closed dialog begins anew; a note of the coach's is kept by the coach.
const typed = section => [...section.querySelectorAll("form[action] :is(input, textarea)")]
  .some(field => field.value !== field.defaultValue && !field.closest("dialog"))
// Nobody's half-filled form is taken away under their hands.
const busy = section => section.querySelector("dialog[open], :popover-open") || typed(section)
  || section.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")

let again
function later(part) {
  late.add(part)
  clearTimeout(again)
  again = setTimeout(catchUp, STILL)
}

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
  if (!id || !section) return
  late.delete(part)
  if (busy(section) || reaching(section)) return later(part)
  const response = await ask(`/conversations/${id}/${part}`).catch(() => null)
  const html = await response?.text()
  const now = shown(part)
  if (!html || open() !== id || !now) return
  if (busy(now) || reaching(now)) return later(part)
  const focus = keepingFocus(now)
  now.replaceWith(document.createRange().createContextualFragment(html))
  const fresh = shown(part)
  if (fresh) focus(fresh)
}

function catchUp() {
  for (const part of [...late]) if (shown(part)) refresh(part)
}

// What was sent is no longer half-filled.
document.addEventListener("turbo:submit-end", ({ target, detail }) => {
  if (detail.success && target.closest("[data-part]")) target.reset()
})

live.addEventListener("part", ({ detail }) => detail.c === open() && refresh(detail.part))
live.addEventListener("resync", () => {
  for (const section of document.querySelectorAll("[data-part]")) refresh(section.dataset.part)
})
