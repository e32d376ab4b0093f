document.addEventListener("click", event => {
  const opener = event.target.closest?.("[data-dialog]")
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal()
  const closer = event.target.closest?.("dialog [data-close]")
  if (closer) closer.closest("dialog").close()
  // A click on the dialog element itself is a click on its backdrop.
  if (event.target.matches?.("dialog.dialog")) event.target.close()
})

document.addEventListener("turbo:submit-end", event => {
  if (event.detail.success) event.target.closest("dialog")?.close()
})
