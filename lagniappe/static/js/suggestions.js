// What the library would answer, above the composer; Alt with a number puts it into the reply.
import { live } from "desk/live"
import { ask } from "desk/http"

const SETTLE = 300

class AnswerSuggestions extends HTMLElement {
  #gone
  #timer
  #asked = 0

  connectedCallback() {
    this.#gone = new AbortController()
    const { signal } = this.#gone
    const mine = event => event.detail.c === this.dataset.conversation && this.#soon()
    live.addEventListener("message", mine, { signal })
    live.addEventListener("resync", () => this.#soon(), { signal })
    document.addEventListener("keydown", event => this.#key(event), { signal })
    this.addEventListener("click", event => this.#use(event.target.closest("[data-entry]")))
    this.#load()
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
    this.#gone.abort()
  }

  get #path() {
    return `/conversations/${this.dataset.conversation}/suggestions`
  }

  // A customer writes in bursts: wait for the end of one.
  #soon() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#load(), SETTLE)
  }

  async #load() {
    const turn = ++this.#asked
    try {
      const response = await ask(this.#path)
      const html = response.status === 204 ? "" : await response.text()
      if (turn !== this.#asked) return
      this.innerHTML = html
      this.hidden = !html
    } catch {
      // Suggestions are only nice to have; the next message asks again.
    }
  }

  #key(event) {
    if (!event.altKey || event.ctrlKey || event.metaKey) return
    const wanted = this.querySelectorAll("[data-entry]")[Number(event.code.replace("Digit", "")) - 1]
    if (!wanted) return
    event.preventDefault()
    this.#use(wanted)
  }

  #use(button) {
    if (!button) return
    const { body, lacks, entry, language } = button.dataset
    const composer = this.closest("message-composer")
    composer.write("reply")
    composer.put({ body, missing: lacks ? lacks.split(",") : [] })
    ask(this.#path, { method: "POST", form: { entry, language } }).catch(() => {})
  }
}

customElements.define("answer-suggestions", AnswerSuggestions)
