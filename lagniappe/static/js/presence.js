// Tells the desk that a person, not just a tab, is here: at most once a minute.
import { live } from "desk/live"
import { word } from "desk/words"

const EVERY = 60_000
let last = 0

function active() {
  if (Date.now() - last < EVERY) return
  last = Date.now()
  live.active()
}

for (const type of ["pointerdown", "keydown", "wheel", "touchstart"]) {
  addEventListener(type, active, { passive: true, capture: true })
}
live.addEventListener("online", () => {
  last = 0
  active()
})

live.addEventListener("presence", ({ detail }) => {
  const me = document.querySelector('meta[name="desk-agent"]')?.content
  if (detail.id !== me) return
  const dot = document.querySelector("#my-presence .presence")
  if (!dot) return
  dot.className = `presence presence-${detail.state}`
  dot.firstElementChild.textContent = word(`presence_${detail.state}`)
})

document.addEventListener("desk:saved", event => {
  if (!event.target.matches("[data-presence]")) return
  const state = event.detail.submitter.value
  for (const button of event.target.elements) button.setAttribute("aria-pressed", button.value === state)
  event.target.closest(".menu").hidePopover()
})
