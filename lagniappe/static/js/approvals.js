// Whether somebody waits for this agent's word: a quiet sign in the rail, and a sentence when
// it has taken too long.
import { ask } from "desk/http"
import { live } from "desk/live"
import { toast } from "desk/toast"

const EVERY = 60_000

const me = () => document.querySelector('meta[name="desk-agent"]')?.content

async function look() {
  const sign = document.querySelector("#rail-approvals [data-waiting]")
  if (!sign || document.hidden) return
  const response = await ask("/approvals/waiting", { accept: "application/json" }).catch(() => null)
  if (!response) return
  const { waiting, late } = await response.json()
  sign.hidden = !waiting
  sign.querySelector("[data-count]").textContent = waiting || ""
  sign.toggleAttribute("data-late", late)
}

// What was answered leaves the page and what is new comes, while a half-written answer stays.
async function redraw(list, by) {
  const html = await ask(location.pathname).then(response => response.text()).catch(() => "")
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("approvals")
  // Whoever is just sending an answer is shown the page again anyway.
  if (!fresh || !list.isConnected || list.querySelector("[aria-busy]")) return
  const here = cards(list), now = cards(fresh)
  const gone = here.filter(card => !fresh.querySelector(`#${card.id}`))
  const come = now.filter(card => !list.querySelector(`#${card.id}`))
  const lost = gone.some(card => card.contains(document.activeElement))
  for (const card of gone) card.remove()
  if (!now.length || here.length === gone.length) list.replaceChildren(...fresh.childNodes)
  else cards(list).at(-1).after(...come)
  if (gone.length && by && by.id !== me()) toast(list.dataset.answered.replace("{who}", by.name), { seconds: 8 })
  if (lost) next(list)
}

// Whoever works through them by keyboard goes on with the next: its card, not its button, which
// a key that was meant for the last one would press.
const next = list => (list.querySelector(".approval") ?? list.querySelector("h1")).focus()

let answeredHere = false

document.addEventListener("turbo:submit-end", ({ target, detail }) => {
  answeredHere = detail.success && !!target.closest("#approvals")
})
document.addEventListener("turbo:load", () => {
  const list = document.getElementById("approvals")
  if (answeredHere && list) next(list)
  answeredHere = false
})

const cards = within => [...within.querySelectorAll(".approval")]

live.addEventListener("approval", ({ detail }) => {
  look()
  const list = document.getElementById("approvals")
  if (list) redraw(list, detail.by)
  if (detail.late) toast(document.getElementById("rail-approvals")?.dataset.late ?? "")
})
live.addEventListener("resync", look)
document.addEventListener("turbo:load", look)
setInterval(look, EVERY)
