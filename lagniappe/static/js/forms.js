// What every form needs: no double send, and a sentence when it was refused.
import { toast } from "desk/toast"
import { word } from "desk/words"

document.addEventListener("turbo:submit-start", event => {
  event.detail.formSubmission.submitter?.setAttribute("aria-busy", "true")
})

document.addEventListener("turbo:submit-end", event => {
  const { formSubmission, success, fetchResponse } = event.detail
  formSubmission.submitter?.removeAttribute("aria-busy")
  if (success) return
  if (!fetchResponse) toast(word("went_wrong"))
  else if (!fetchResponse.isHTML && fetchResponse.contentType?.startsWith("application/json")) {
    fetchResponse.responseText.then(text => toast(JSON.parse(text).error ?? word("went_wrong")))
  }
})

// A frame that comes back without its content says so instead of going blank.
document.addEventListener("turbo:frame-missing", event => {
  event.preventDefault()
  event.detail.visit(event.detail.response)
})

document.addEventListener("change", event => {
  if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit()
})
