// Sentences come from the page, in the agent's language; scripts hold none of their own.
let source, table = {}

export function word(key, values = {}) {
  const element = document.getElementById("words")
  if (element && element !== source) {
    source = element
    table = JSON.parse(element.textContent)
  }
  return (table[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "")
}
