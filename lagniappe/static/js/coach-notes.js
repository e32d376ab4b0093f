// What an agent jots down while the customer tells it: kept here until it is a private note.
import { newId } from "desk/ids"

export class Notes {
  #panel

  constructor(panel) {
    this.#panel = panel
    panel.addEventListener("input", ({ target }) => target === this.#field && this.#remember(target.value))
    panel.addEventListener("submit", event => this.#keep(event))
    if (this.#field) this.#field.value = sessionStorage.getItem(this.#key) ?? ""
  }

  /** Whether somebody writes one, so that it must stay where it is. */
  get busy() {
    const field = this.#field
    return Boolean(field && (field.value || field === document.activeElement))
  }

  get #field() {
    return this.#panel.querySelector("[data-notes] textarea")
  }

  get #key() {
    return `coach-notes:${this.#panel.dataset.conversation}`
  }

  #remember(text) {
    if (text) sessionStorage.setItem(this.#key, text)
    else sessionStorage.removeItem(this.#key)
  }

  #keep(event) {
    event.preventDefault()
    const field = this.#field, thread = document.getElementById("thread")
    const body = field.value.trim()
    if (!body) return field.focus()
    thread.send({ client_id: newId(), mode: "note", body, files: [], seen: thread.seen, at: Date.now() })
    field.value = ""
    this.#remember("")
  }
}
