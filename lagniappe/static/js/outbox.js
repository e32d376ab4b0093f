// What was sent but not yet acknowledged: kept in this browser until the server has it.
// The client id makes sending twice harmless.
import { ask, Refused } from "desk/http"
import { live } from "desk/live"
import { word } from "desk/words"

const LONGEST_WAIT = 30_000

export class Outbox {
  #thread
  #bubbles = new Map()

  constructor(thread) {
    this.#thread = thread
  }

  /** Shows a bubble at once, then "sent", "conflict" or "refused"; a lost line keeps trying. */
  send(entry) {
    this.#keep(entry)
    this.#thread.showPending(this.#bubble(entry))
    return this.#post(entry)
  }

  restore() {
    for (const entry of this.#kept()) this.send(entry)
  }

  async #post(entry, tries = 0) {
    try {
      const response = await ask(this.#url, { method: "POST", form: this.#form(entry) })
      const html = await response.text()
      this.#forget(entry)
      this.#thread.add(html, { follow: true })
      return { outcome: "sent" }
    } catch (error) {
      if (!(error instanceof Refused) || error.status >= 500) return this.#later(entry, tries)
      return this.#refused(entry, error)
    }
  }

  #refused(entry, error) {
    this.#forget(entry)
    this.#bubbles.get(entry.client_id)?.remove()
    if (error.body.html) this.#thread.add(error.body.html, { follow: true })
    this.#thread.changed()
    return { outcome: error.status === 409 ? "conflict" : "refused", message: error.message }
  }

  #later(entry, tries) {
    const bubble = this.#bubbles.get(entry.client_id)
    this.#say(bubble, word(navigator.onLine ? "failed" : "waiting"), { again: true })
    return new Promise(resolve => {
      const retry = () => {
        clearTimeout(timer)
        live.removeEventListener("online", retry)
        if (!this.#thread.isConnected) return resolve({ outcome: "kept" })
        this.#say(bubble, word("sending"), { again: false })
        resolve(this.#post(entry, tries + 1))
      }
      const timer = setTimeout(retry, Math.min(LONGEST_WAIT, 2000 * 2 ** tries))
      live.addEventListener("online", retry, { once: true })
      bubble.querySelector("[data-again]").onclick = retry
    })
  }

  #say(bubble, text, { again }) {
    bubble.classList.toggle("is-failed", again)
    bubble.querySelector("[data-state]").textContent = text
    bubble.querySelector("[data-again]").hidden = !again
  }

  #bubble(entry) {
    const pair = document.getElementById("pending-message").content
    const bubble = pair.querySelector(entry.mode === "note" ? ".note" : ".message").cloneNode(true)
    bubble.dataset.clientId = entry.client_id
    bubble.dataset.at = entry.at
    const names = entry.files.map(file => `📎 ${file.name}`)
    bubble.querySelector(".message-body").textContent = [entry.body, ...names].filter(Boolean).join("\n")
    this.#bubbles.set(entry.client_id, bubble)
    return bubble
  }

  #form({ client_id, mode, body, seen, anyway, files }) {
    const attachment = files.map(file => file.id)
    return { client_id, mode, body, seen, anyway: anyway ? 1 : 0, attachment }
  }

  get #url() {
    return `/conversations/${this.#thread.dataset.id}/messages`
  }

  get #key() {
    return `outbox:${this.#thread.dataset.me}:${this.#thread.dataset.id}`
  }

  #kept() {
    return JSON.parse(localStorage.getItem(this.#key) ?? "[]")
  }

  #keep(entry) {
    const others = this.#kept().filter(other => other.client_id !== entry.client_id)
    localStorage.setItem(this.#key, JSON.stringify([...others, entry]))
  }

  #forget(entry) {
    const rest = this.#kept().filter(other => other.client_id !== entry.client_id)
    if (rest.length) localStorage.setItem(this.#key, JSON.stringify(rest))
    else localStorage.removeItem(this.#key)
  }
}
