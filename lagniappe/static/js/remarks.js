// A button that shows where in the form a text stands, by selecting it there.
document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-find]")
  if (!button) return
  for (const field of button.form?.querySelectorAll("textarea") ?? []) {
    const start = field.value.indexOf(button.dataset.find)
    if (start < 0) continue
    field.focus()
    field.setSelectionRange(start, start + button.dataset.find.length)
    return
  }
  // No longer there: somebody has dealt with it.
  button.disabled = true
})
