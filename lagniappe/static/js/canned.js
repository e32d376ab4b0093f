// Picks a reply from the library without leaving the keyboard.
import { ask } from "desk/http"

export class Picker {
  #box
  #conversation
  #choose
  #search
  #list
  #timer
  #replies = []
  #at = 0
  #typed = ""

  constructor(box, conversation, choose) {
    this.#box = box
    this.#conversation = conversation
    this.#choose = choose
    this.#search = box.querySelector("input")
    this.#list = box.querySelector("[role=listbox]")
    this.#search.addEventListener("input", () => this.#soon())
    this.#search.addEventListener("keydown", event => this.#key(event))
    this.#list.addEventListener("mousedown", event => event.preventDefault())
    this.#list.addEventListener("click", event => this.#pick(event.target.closest("[role=option]")))
    box.addEventListener("focusout", event => box.contains(event.relatedTarget) || this.#close())
  }

  /** `typed` is what opened it and goes back into the text if nothing is chosen. */
  open({ typed = "" } = {}) {
    this.#typed = typed
    this.#box.hidden = false
    this.#search.value = ""
    this.#search.focus()
    this.#load()
  }

  #close() {
    this.#box.hidden = true
  }

  #giveBack() {
    this.#close()
    this.#choose({ body: this.#typed, missing: [] })
  }

  #soon() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#load(), 120)
  }

  async #load() {
    const query = new URLSearchParams({ q: this.#search.value, conversation: this.#conversation })
    const response = await ask(`/replies?${query}`, { accept: "application/json" })
    this.#replies = await response.json()
    this.#list.replaceChildren(...this.#replies.map((reply, index) => this.#option(reply, index)))
    this.#box.querySelector("[data-none]").hidden = this.#replies.length > 0
    this.#mark(0)
  }

  #option(reply, index) {
    const option = document.createElement("li")
    option.className = "canned-item"
    option.role = "option"
    option.id = `reply-${index}`
    const title = document.createElement("span")
    title.className = "canned-title"
    title.textContent = reply.title
    const shortcut = document.createElement("code")
    shortcut.textContent = `/${reply.shortcut}`
    title.append(" ", shortcut)
    const body = document.createElement("span")
    body.className = "canned-body"
    body.dir = "auto"
    body.textContent = reply.body
    option.append(title, body)
    return option
  }

  #key(event) {
    if (event.isComposing) return
    const act = {
      ArrowDown: () => this.#mark(this.#at + 1),
      ArrowUp: () => this.#mark(this.#at - 1),
      Enter: () => this.#pick(this.#list.children[this.#at]),
      Escape: () => this.#giveBack(),
    }[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }

  #mark(index) {
    const options = [...this.#list.children]
    this.#at = options.length ? (index + options.length) % options.length : 0
    options.forEach((option, at) => option.setAttribute("aria-selected", at === this.#at))
    const current = options[this.#at]
    current?.scrollIntoView({ block: "nearest" })
    this.#search.setAttribute("aria-activedescendant", current?.id ?? "")
  }

  #pick(option) {
    if (!option) return
    const reply = this.#replies[[...this.#list.children].indexOf(option)]
    this.#box.hidden = true
    this.#choose(reply)
  }
}
