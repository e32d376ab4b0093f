// One-letter keys for people who live in the desk; silent while anyone is typing.
import * as Turbo from "@hotwired/turbo"

const actions = {
  j: () => list()?.move(1),
  k: () => list()?.move(-1),
  r: () => composer()?.write("reply"),
  n: () => composer()?.write("note"),
  e: () => press('[data-key="e"]'),
  a: () => press('[data-key="a"]'),
  "/": () => Turbo.visit("/search"),
  "?": () => document.getElementById("shortcuts")?.showModal(),
}

const list = () => document.querySelector("inbox-list")
const composer = () => document.querySelector("message-composer")
const press = selector => document.querySelector(selector)?.click()

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable], dialog[open]")
}

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return
  if (isTyping(event.target)) return
  const act = actions[event.key]
  if (!act) return
  event.preventDefault()
  act()
})
