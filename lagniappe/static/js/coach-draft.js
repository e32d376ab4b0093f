// What the draft does, said quietly above it while somebody writes; never in the way of sending.
import { ask } from "desk/http"
import { live } from "desk/live"

const SETTLE = 350

class CoachDraft extends HTMLElement {
  #gone
  #timer
  #turn = 0
  #shown = ""

  connectedCallback() {
    this.#gone = new AbortController()
    const { signal } = this.#gone
    const soon = event => event.target === this.#field && this.#soon()
    const composer = this.closest("message-composer")
    composer.addEventListener("input", soon, { signal })
    composer.addEventListener("coach:put", soon, { signal })
    composer.addEventListener("submit", () => this.#soon(), { signal })
    live.addEventListener("message", ({ detail }) => detail.c === this.dataset.conversation && this.#soon(), { signal })
    document.addEventListener("coach:changed", () => this.#soon(), { signal })
    this.addEventListener("click", ({ target }) => this.#wrong(target.closest("[data-wrong]")))
    if (this.#field.value) this.#soon()
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
    this.#gone.abort()
  }

  get #field() {
    return this.closest("message-composer").querySelector("[data-for=reply]")
  }

  get #path() {
    return `/conversations/${this.dataset.conversation}/coach`
  }

  #soon() {
    clearTimeout(this.#timer)
    if (!this.#field.value.trim()) return this.#show("")
    this.#timer = setTimeout(() => this.#look(), SETTLE)
  }

  async #look() {
    const turn = ++this.#turn
    const body = this.#field.value
    if (!document.querySelector("coach-panel")?.open || !body.trim()) return this.#show("")
    try {
      const response = await ask(`${this.#path}/draft`, { method: "POST", form: { body } })
      const html = response.status === 204 ? "" : await response.text()
      if (turn === this.#turn && this.#field.value.trim()) this.#show(html)
    } catch {
      // A coach that cannot be reached says nothing.
    }
  }

  // The same remarks are not said again to somebody who listens.
  #show(html) {
    if (html === this.#shown) return
    this.#shown = html
    this.innerHTML = html
    this.hidden = !html
  }

  async #wrong(button) {
    if (!button) return
    const { wrong: cue, words } = button.dataset
    await ask(`${this.#path}/overrules`, { method: "POST", form: { cue, words } }).catch(() => {})
    this.#field.focus()
    document.dispatchEvent(new Event("coach:changed"))
  }
}

customElements.define("coach-draft", CoachDraft)
