// Who else is looking at this conversation, and who is writing. Nothing here is kept:
// it fades by itself when the hints stop.
import { live } from "desk/live"
import { word } from "desk/words"

const TYPING_FADES = 5000

const viewers = new Map()
let typingTimer

const thread = () => document.getElementById("thread")
const here = hint => thread()?.dataset.id === hint.c
const isMe = hint => hint.id === thread()?.dataset.me

export function showViewers() {
  const place = document.getElementById("viewers")
  if (!place) return
  place.replaceChildren(...[...viewers.values()].map(viewer => {
    const badge = document.createElement("span")
    badge.className = "badge badge-accent"
    badge.textContent = word("viewing", viewer)
    return badge
  }))
}

function showTyping(text) {
  const line = document.getElementById("typing")
  if (line) line.textContent = text
}

live.addEventListener("viewing", ({ detail }) => {
  if (!here(detail) || isMe(detail)) return
  // Only somebody new is answered, or two screens would greet each other for ever.
  if (!viewers.has(detail.id)) live.answerView()
  viewers.set(detail.id, { name: detail.name })
  showViewers()
})

live.addEventListener("left", ({ detail }) => {
  if (here(detail) && viewers.delete(detail.id)) showViewers()
})

live.addEventListener("typing", ({ detail }) => {
  if (!here(detail) || isMe(detail)) return
  const key = detail.who === "customer" ? "customer_typing" : detail.mode === "note" ? "agent_noting" : "agent_typing"
  showTyping(word(key, { name: detail.name || thread().dataset.name }))
  clearTimeout(typingTimer)
  typingTimer = setTimeout(() => showTyping(""), TYPING_FADES)
})

live.addEventListener("message", ({ detail }) => here(detail) && showTyping(""))

for (const type of ["turbo:frame-load", "turbo:load"]) {
  document.addEventListener(type, () => {
    viewers.clear()
    showViewers()
  })
}
