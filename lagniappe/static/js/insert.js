// A button that puts its text into a field, where the cursor was.
document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-insert]")
  if (!button) return
  const field = document.getElementById(button.dataset.insert)
  field.focus()
  field.setRangeText(button.dataset.text, field.selectionStart, field.selectionEnd, "end")
})
