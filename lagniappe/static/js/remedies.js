// Giving a remedy: its form comes into the dialog, and the preview follows what is typed.
import { ask } from "desk/http"

const SETTLE = 200
let timer
let asked = 0

document.addEventListener("click", async event => {
  const opener = event.target.closest?.("[data-remedy]")
  if (!opener) return
  let problem = ""
  const response = await ask(opener.dataset.remedy).catch(error => (problem = error.message, null))
  const html = await response?.text()
  // Asking took a moment, in which the part beside the conversation may have been drawn again.
  const dialog = document.getElementById("remedy-dialog")
  if (!dialog || !html) return dialog && say(dialog, problem)
  dialog.querySelector("[data-body]").innerHTML = html
  say(dialog, "")
  if (!dialog.open) dialog.showModal()
  const first = dialog.querySelector("[data-first]")
  first?.focus()
  first?.select?.()
})

function say(dialog, problem) {
  const line = dialog.querySelector("[data-problem]")
  line.hidden = !problem
  line.querySelector("p").textContent = problem
  if (problem && !dialog.open) dialog.showModal()
}

document.addEventListener("input", event => {
  const form = event.target.closest?.("[data-remedy-form]")
  if (!form?.dataset.preview || !event.target.matches("[name=amount], [name=words]")) return
  clearTimeout(timer)
  timer = setTimeout(() => preview(form), SETTLE)
})

async function preview(form) {
  const turn = ++asked
  const { remedy, amount, words } = form.elements
  const query = new URLSearchParams({ remedy: remedy.value, amount: amount?.value ?? "", words: words.value })
  const response = await ask(`${form.dataset.preview}?${query}`).catch(() => null)
  const html = await response?.text()
  const shown = form.querySelector("[data-shown]")
  if (!html || turn !== asked || !shown) return
  shown.outerHTML = html
  form.querySelector("[data-deviation]").hidden = !form.querySelector("[data-shown]").hasAttribute("data-outside")
}
