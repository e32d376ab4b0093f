// Where style sheets cannot yet make a text field as tall as its text, this does.
function grow(field) {
  field.style.blockSize = "auto"
  field.style.blockSize = `${field.scrollHeight}px`
}

if (!CSS.supports("field-sizing", "content")) {
  document.addEventListener("input", event => event.target.matches("textarea") && grow(event.target))
}
