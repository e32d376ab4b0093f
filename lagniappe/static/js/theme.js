function show() {
  const chosen = localStorage.getItem("theme") ?? ""
  document.documentElement.dataset.theme = chosen
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", button.dataset.themeChoice === chosen)
  }
}

document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-theme-choice]")
  if (!button) return
  localStorage.setItem("theme", button.dataset.themeChoice)
  show()
})
document.addEventListener("turbo:load", show)
