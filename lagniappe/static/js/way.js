// By which way a reply goes changes while one writes: the composer's line follows. And a dot
// beside the outbox says that a mail needs a person.
import { ask } from "desk/http"
import { live } from "desk/live"

const PAUSE = 600
const TROUBLE_EVERY = 120_000
let timer
let asked = 0

/** Whether the reply goes to those copied as well. */
export const copies = composer => composer.querySelector("[data-copies]")?.checked ?? true

const open = () => document.querySelector("message-composer")?.dataset.conversation

function show(html) {
  const parsed = document.createElement("template")
  parsed.innerHTML = html
  const unticked = document.querySelector("[data-copies]")?.checked === false
  for (const fresh of [...parsed.content.children]) document.getElementById(fresh.id)?.replaceWith(fresh)
  if (unticked) document.querySelector("[data-copies]")?.click()
}

async function refresh(id, options) {
  timer = undefined
  const response = await ask(options?.url ?? `/conversations/${id}/way`, options).catch(() => null)
  const html = await response?.text()
  if (html && open() === id) show(html)
}

live.addEventListener("message", ({ detail }) => {
  if (detail.c === open()) timer ??= setTimeout(refresh, PAUSE, detail.c)
})

document.addEventListener("click", event => {
  const { phrase } = event.target.closest("[data-phrase]")?.dataset ?? {}
  if (phrase) event.target.closest("message-composer").put({ body: phrase, missing: [] })
})

document.addEventListener("change", event => {
  const url = event.target.dataset.noCall
  if (url && event.target.value) refresh(open(), { url, method: "POST", form: { reason: event.target.value } })
})

async function lookForTrouble() {
  const dot = document.querySelector("#rail-outbox [data-trouble]")
  if (!dot || (dot.dataset.known === "" && Date.now() - asked < TROUBLE_EVERY)) return
  asked = Date.now()
  dot.dataset.known = ""
  const response = await ask("/outbox/trouble", { accept: "application/json" }).catch(() => null)
  if (response) dot.hidden = !(await response.json()).trouble
}

document.addEventListener("turbo:load", lookForTrouble)
setInterval(lookForTrouble, TROUBLE_EVERY)
