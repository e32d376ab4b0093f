// Opening hours: add a span (a lunch break makes two), remove one, close a day.
document.addEventListener("click", event => {
  const adder = event.target.closest?.("[data-add-span]")
  if (adder) {
    const day = adder.closest("[data-day]")
    day.querySelector("[data-spans]").append(day.querySelector("template").content.cloneNode(true))
    day.querySelector("[data-spans] > :last-child input").focus()
    show(day)
  }
  const remover = event.target.closest?.("[data-remove-span]")
  if (remover) {
    const day = remover.closest("[data-day]")
    remover.closest("[data-span]").remove()
    show(day)
    day.querySelector("[data-add-span]").focus()
  }
})

function show(day) {
  day.querySelector("[data-closed]").hidden = day.querySelector("[data-span]") !== null
}
