// Whether somebody waits for this agent's word: a quiet sign in the rail, and a sentence when
// it has taken too long.
import { ask } from "desk/http"
import { live } from "desk/live"
import { toast } from "desk/toast"

const EVERY = 60_000

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

live.addEventListener("approval", ({ detail }) => {
  look()
  const list = document.getElementById("approvals")
  if (list && !list.contains(document.activeElement)) window.Turbo?.visit(location.href, { action: "replace" })
  if (detail.late) toast(document.getElementById("rail-approvals")?.dataset.late ?? "")
})
live.addEventListener("resync", look)
document.addEventListener("turbo:load", look)
setInterval(look, EVERY)
