// What was refused is said where the eyes are: at the field that is meant, else at the top of its
// form. A form that is only a button has no room for it: then in a toast.
import { toast } from "desk/toast"

export function refuse(form, sentence, field) {
  forget(form)
  const input = field && [...form.elements].find(one => one.name === field && one.type !== "hidden" && one.checkVisibility())
  if (input) atField(input, sentence)
  else if (form.querySelector(".field, input.input, textarea") || form.closest("dialog")) atTop(form, sentence)
  else toast(sentence, { seconds: 8 })
}

export function forget(form) {
  for (const line of form.querySelectorAll("[data-refusal]")) line.remove()
  for (const input of form.querySelectorAll("[data-refused]")) mend(input)
}

function atField(input, sentence) {
  const line = said("p", "field-error", sentence)
  line.id = `refused-${input.id || input.name}`
  input.dataset.refused = line.id
  input.setAttribute("aria-invalid", "true")
  input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${line.id}`.trim())
  const whole = input.matches("[type=radio], [type=checkbox]") && input.closest("fieldset")
  const around = whole || input
  around.before(line)
  input.focus()
}

function atTop(form, sentence) {
  const line = said("div", "form-error", sentence)
  line.setAttribute("role", "alert")
  form.prepend(line)
  line.scrollIntoView({ block: "nearest" })
}

function said(tag, name, sentence) {
  const line = document.createElement(tag)
  line.className = name
  line.dataset.refusal = ""
  line.textContent = sentence
  return line
}

function mend(input) {
  const others = (input.getAttribute("aria-describedby") ?? "").split(" ").filter(id => id !== input.dataset.refused)
  if (others.length) input.setAttribute("aria-describedby", others.join(" "))
  else input.removeAttribute("aria-describedby")
  input.removeAttribute("aria-invalid")
  document.getElementById(input.dataset.refused)?.remove()
  delete input.dataset.refused
}

// Whoever corrects it is not told any longer that it is wrong.
document.addEventListener("input", ({ target }) => {
  if (target.dataset?.refused) mend(target)
})
