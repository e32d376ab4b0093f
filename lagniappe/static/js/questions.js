// A survey being written: questions are added, moved and taken away; each shows the fields of its kind.
const CHOICE = "choice", WORDS = "words"
const YES_NO = ["needs_met", "would_leave", "solved", "happy_now", "pulse_trained"]

document.addEventListener("click", event => {
  const form = event.target.closest?.("form[data-questions]")
  const button = form && event.target.closest("button")
  if (!button) return
  const item = button.closest("[data-item]")
  if (button.matches("[data-add]")) add(form)
  else if (button.matches("[data-up]")) move(item, item.previousElementSibling, button)
  else if (button.matches("[data-down]")) move(item.nextElementSibling, item, button)
  else if (button.matches("[data-remove]")) remove(form, item)
  else return
  settle(form)
})

document.addEventListener("change", event => {
  const form = event.target.closest?.("form[data-questions]")
  if (!form) return
  if (event.target.matches("[data-measure]")) event.target.closest("[data-item]").querySelector("[name=key]").value = ""
  settle(form)
})

document.addEventListener("turbo:load", () => {
  const form = document.querySelector("form[data-questions]")
  if (form) settle(form)
})

function add(form) {
  const list = form.querySelector("[data-list]")
  list.append(form.querySelector("template").content.cloneNode(true))
  list.lastElementChild.querySelector("select").focus()
}

function move(first, second, button) {
  if (!first || !second) return
  second.before(first)
  button.focus()
}

function remove(form, item) {
  const next = item.nextElementSibling ?? item.previousElementSibling
  item.remove()
  ;(next?.querySelector("[data-remove]") ?? form.querySelector("[data-add]")).focus()
}

function settle(form) {
  const before = []
  for (const item of form.querySelectorAll("[data-item]")) {
    const measure = item.querySelector("[data-measure]")
    const kind = measure.value === CHOICE || measure.value === WORDS ? measure.value : YES_NO.includes(measure.value) ? "yes_no" : "scale"
    for (const part of item.querySelectorAll("[data-only]")) part.hidden = part.dataset.only !== kind
    branch(item, before)
    if (kind !== WORDS) before.push({ key: item.querySelector("[name=key]").value || measure.value, text: measure.selectedOptions[0].text })
  }
}

// Only a number given before can decide whether a question is asked.
function branch(item, before) {
  const select = item.querySelector("[name=if]")
  const chosen = select.value || select.dataset.if
  select.replaceChildren(select.options[0], ...before.map(({ key, text }) => new Option(text, key, false, key === chosen)))
  select.dataset.if = select.value
  item.querySelector("[data-branch]").hidden = before.length === 0
  for (const bound of item.querySelectorAll("[data-bound]")) bound.hidden = !select.value
}
