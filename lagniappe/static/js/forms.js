// What every form needs: no double send, and a sentence when it was refused.
import { forget, refuse } from "desk/refusal"
import { toast } from "desk/toast"
import { word } from "desk/words"

document.addEventListener("turbo:submit-start", event => {
  event.detail.formSubmission.submitter?.setAttribute("aria-busy", "true")
  forget(event.target)
})

document.addEventListener("turbo:submit-end", event => {
  const { formSubmission, success, fetchResponse } = event.detail
  formSubmission.submitter?.removeAttribute("aria-busy")
  if (success) return
  // While it was sent its button could not be pressed, and lost the focus by that.
  if (document.activeElement === document.body) formSubmission.submitter?.focus()
  if (!fetchResponse) toast(word("went_wrong"))
  else if (!fetchResponse.isHTML && fetchResponse.contentType?.startsWith("application/json")) {
    fetchResponse.responseText.then(text => {
      const { error, field } = JSON.parse(text)
      refuse(event.target, error ?? word("went_wrong"), field)
    })
  }
})

// A refused form stays as it is and the reason is said: no page replaces what was typed.
document.addEventListener("turbo:before-fetch-request", event => {
  const { fetchOptions } = event.detail
  if (fetchOptions.method !== "GET") fetchOptions.headers["X-Requested-With"] = "fetch"
})

// The sentence the last change left for this page.
document.addEventListener("turbo:load", () => {
  const left = document.cookie.match(/(?:^|; )lagniappe_flash=([^;]*)/)
  if (!left) return
  document.cookie = "lagniappe_flash=; max-age=0; path=/"
  toast(decodeURIComponent(left[1].replace(/^"|"$/g, "")))
})

// A frame that comes back without its content says so instead of going blank.
document.addEventListener("turbo:frame-missing", event => {
  event.preventDefault()
  event.detail.visit(event.detail.response)
})

document.addEventListener("change", event => {
  if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit()
})
