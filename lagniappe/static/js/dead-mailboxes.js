// A mailbox that dies while somebody stays on one screen is said there too, and so is its return.
import { ask } from "desk/http"

const EVERY = 60_000

async function look() {
  const shown = document.getElementById("dead-mailboxes")
  if (!shown || document.hidden) return
  const parsed = document.createElement("template")
  parsed.innerHTML = await (await ask("/mailboxes/dead")).text()
  const fresh = parsed.content.firstElementChild
  if (fresh && fresh.textContent !== shown.dataset.told) {
    fresh.dataset.told = fresh.textContent
    shown.replaceWith(fresh)
  }
}

setInterval(() => look().catch(() => {}), EVERY)
addEventListener("focus", () => look().catch(() => {}))
