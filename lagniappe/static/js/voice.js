// Who waits to hear from us, and who was thanked: a quiet sign in the rail, and a sentence when
// it is news.
import { ask } from "desk/http"
import { live } from "desk/live"
import { toast } from "desk/toast"

const EVERY = 60_000, PAUSE = 300

async function look() {
  const rail = document.getElementById("rail-voice")
  if (!rail || document.hidden) return
  const response = await ask("/voice/waiting", { accept: "application/json" }).catch(() => null)
  if (!response) return
  const { loops, thanks } = await response.json()
  show(rail.querySelector("[data-loops]"), loops)
  show(rail.querySelector("[data-thanks]"), loops ? 0 : thanks)
}

function show(sign, count) {
  if (!sign) return
  sign.hidden = !count
  sign.querySelector("[data-count]").textContent = count || ""
}

// The hint of what I did myself comes before the answer to it: where that leads is fresh anyway.
function refresh(id) {
  setTimeout(() => {
    const list = document.getElementById(id)
    const busy = document.querySelector('[aria-busy="true"]')
    // Not under the hands of somebody who is reading or pressing something there.
    if (list && !busy && !list.contains(document.activeElement)) window.Turbo?.visit(location.href, { action: "replace" })
  }, PAUSE)
}

const said = name => document.getElementById("rail-voice")?.dataset[name] ?? ""

live.addEventListener("let_down", ({ detail }) => {
  look()
  refresh("loops")
  if (detail.fresh) toast(said("down"), { seconds: 12 })
})
live.addEventListener("praised", () => {
  look()
  refresh("thanks")
  toast(said("praised"), { seconds: 8 })
})
live.addEventListener("coaching", () => toast(said("coaching"), { seconds: 8 }))
live.addEventListener("resync", look)
document.addEventListener("turbo:load", look)
setInterval(look, EVERY)
