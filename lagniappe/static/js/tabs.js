// A row of links that is wider than a phone begins with the one where we are in its middle.
document.addEventListener("turbo:load", () => {
  for (const here of document.querySelectorAll(":is(.settings-nav, .tabs) > [aria-current]")) {
    const row = here.parentElement
    const [at, around] = [here, row].map(one => one.getBoundingClientRect())
    row.scrollLeft += at.left + at.width / 2 - (around.left + around.width / 2)
  }
})
