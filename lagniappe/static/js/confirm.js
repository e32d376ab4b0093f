// Asks in the page's own dialog before something that cannot be undone.
import * as Turbo from "@hotwired/turbo"

function ask(message) {
  const dialog = document.getElementById("confirm")
  dialog.querySelector("[data-message]").textContent = message
  dialog.returnValue = ""
  dialog.showModal()
  return new Promise(resolve => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true })
  })
}

Turbo.config.forms.confirm = ask
