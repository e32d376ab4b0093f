// What is shown only when asked for: the answer of the form appears in the element after it.
import { ask } from "desk/http"
import { toast } from "desk/toast"
import { word } from "desk/words"

document.addEventListener("submit", async event => {
  const form = event.target.closest("form[data-reveal]")
  if (!form) return
  event.preventDefault()
  event.stopImmediatePropagation()
  const place = form.nextElementSibling?.matches(".need-words") ? form.nextElementSibling : form.closest(".need").querySelector(".need-words")
  try {
    const answer = await ask(form.getAttribute("action"), { method: form.method.toUpperCase() })
    place.innerHTML = await answer.text()
  } catch {
    toast(word("went_wrong"))
  }
}, true)
