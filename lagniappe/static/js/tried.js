// Automatic turns change after they were shown: what the customer said of them, what they
// chose, and the list of what was tried.
import { ask } from "desk/http"
import { live } from "desk/live"

const PACE = 700
let timer

const open = () => document.getElementById("thread")?.dataset.id

async function again({ c, p, html }) {
  if (c !== open()) return
  const text = html ?? await ask(`/conversations/${c}/messages?after=${p - 1}`).then(answer => answer.text())
  const parsed = document.createElement("template")
  parsed.innerHTML = text
  const [fresh, shown] = [parsed.content, document.getElementById("thread")].map(
    place => place?.querySelector(`[data-position="${Number(p)}"]`),
  )
  if (!fresh || !shown) return
  const [was, ticks] = [shown, fresh].map(place => place.querySelector(".message-ticks"))
  if (was && ticks) ticks.dataset.state = was.dataset.state
  shown.replaceChildren(...fresh.children)
  soon()
}

async function refresh() {
  timer = undefined
  const id = open()
  if (!id) return
  const response = await ask(`/conversations/${id}/tried`).catch(() => null)
  const html = await response?.text()
  const list = document.getElementById("tried")
  if (html && list && open() === id) list.outerHTML = html
}

function soon() {
  timer ??= setTimeout(refresh, PACE)
}

live.addEventListener("again", ({ detail }) => again(detail).catch(() => {}))
live.addEventListener("changed", ({ detail }) => detail.c === open() && soon())
