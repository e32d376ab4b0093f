// Forms that change something without leaving the page: data-quiet, or data-quiet="reload".
import * as Turbo from "@hotwired/turbo"
import { ask } from "desk/http"
import { toast } from "desk/toast"
import { word } from "desk/words"

document.addEventListener("submit", async event => {
  const form = event.target, { submitter } = event
  if (!form.matches("[data-quiet]")) return
  event.preventDefault()
  const method = form.getAttribute("method").toUpperCase()
  try {
    const url = form.getAttribute("action")
    await ask(url, { method, form: new FormData(form, submitter), accept: "application/json" })
  } catch (error) {
    return toast(error.message || word("went_wrong"))
  }
  form.dispatchEvent(new CustomEvent("desk:saved", { bubbles: true, detail: { submitter } }))
  if (form.dataset.quiet === "reload") Turbo.visit(location.href, { action: "replace" })
})
