// A mail is held for some seconds: its author may have the words back until then.
import { ask } from "desk/http"
import { toast } from "desk/toast"
import { word } from "desk/words"

const me = () => document.querySelector('meta[name="desk-agent"]')?.content

function offer(button) {
  const left = Number(button.dataset.until) - Date.now()
  const mine = button.closest("[data-author]")?.dataset.author === `agent:${me()}`
  button.hidden = !mine || left <= 0
  if (!button.hidden) setTimeout(() => (button.hidden = true), left)
}

function offerAll() {
  for (const button of document.querySelectorAll("#thread [data-undo]:not([data-offered])")) {
    button.dataset.offered = ""
    offer(button)
  }
}

async function undo(button) {
  button.disabled = true
  try {
    const response = await ask(`/outbox/${button.dataset.undo}`, { method: "DELETE", accept: "application/json" })
    const { body, files } = await response.json()
    document.querySelector("message-composer").restore({ mode: "reply", body, files })
  } catch (error) {
    toast(error.message || word("went_wrong"), { seconds: 8 })
  }
}

document.addEventListener("click", event => {
  const button = event.target.closest("[data-undo]")
  if (button) undo(button)
})
new MutationObserver(offerAll).observe(document.documentElement, { childList: true, subtree: true })
offerAll()
