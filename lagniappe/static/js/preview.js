// The widget's picture follows the form while a brand is being set up.
function show(form) {
  const preview = document.getElementById("widget-preview")
  if (!preview) return
  const values = new FormData(form)
  const colour = values.get("colour")
  preview.style.setProperty("--brand", colour)
  preview.style.setProperty("--on-brand", isLight(colour) ? "#1f1a15" : "#ffffff")
  preview.dataset.position = values.get("position")
  preview.querySelector("[data-name]").textContent = values.get("name")
  preview.querySelector(".preview-greeting").textContent = values.get("greeting_en") || preview.dataset.greeting
}

function isLight(colour) {
  const [red, green, blue] = [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.3
}

document.addEventListener("input", event => {
  const form = event.target.form
  if (form?.matches("[data-preview]")) show(form)
})
document.addEventListener("turbo:load", () => {
  const form = document.querySelector("form[data-preview]")
  if (form) show(form)
})
