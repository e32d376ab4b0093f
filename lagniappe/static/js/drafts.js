// Drafts live on the server, one per mode, so they wait on whatever machine comes next.
import { ask } from "desk/http"
import { word } from "desk/words"

const PAUSE = 800

export class Drafts {
  #conversation
  #status
  #saved = new Map()
  #timer

  constructor(conversation, status) {
    this.#conversation = conversation
    this.#status = status
  }

  remember(field) {
    this.#saved.set(field.dataset.for, field.value)
  }

  changed(field) {
    this.#status.textContent = ""
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.save(field), PAUSE)
  }

  async save(field) {
    clearTimeout(this.#timer)
    const mode = field.dataset.for, body = field.value
    if (this.#saved.get(mode) === body) return
    this.#saved.set(mode, body)
    try {
      // keepalive: the page may be on its way out.
      const url = `/conversations/${this.#conversation}/drafts/${mode}`
      await ask(url, { method: "PUT", form: { body }, keepalive: body.length < 20_000 })
      this.#status.textContent = body ? word("draft_saved") : ""
    } catch {
      this.#saved.delete(mode)
    }
  }
}
