// Sends what an agent wrote and does not rest until the server has it or refuses it.
// The client id makes sending twice harmless.
import { ask, Refused } from "desk/http"
import { live } from "desk/live"
import * as sent from "desk/sent"
import { word } from "desk/words"

const LONGEST_WAIT = 30_000

export class Outbox {
  #thread
  #bubbles = new Map()

  constructor(thread) {
    this.#thread = thread
  }

  /** Shows a bubble at once. What the server refuses comes back as "desk:unsent". */
  send(entry) {
    sent.keep(this.#conversation, entry)
    this.#thread.showPending(this.#bubble(entry))
    this.#post(entry)
  }

  restore() {
    for (const entry of sent.kept(this.#conversation)) this.send(entry)
  }

  get #conversation() {
    return this.#thread.dataset.id
  }

  async #post(entry, tries = 0) {
    try {
      const url = `/conversations/${this.#conversation}/messages`
      const response = await ask(url, { method: "POST", form: sent.toForm(entry) })
      const html = await response.text()
      sent.forget(this.#conversation, entry)
      this.#thread.add(html, { follow: true })
    } catch (error) {
      if (!(error instanceof Refused) || error.status >= 500) this.#later(entry, tries)
      else this.#refused(entry, error)
    }
  }

  #refused(entry, error) {
    sent.forget(this.#conversation, entry)
    this.#bubbles.get(entry.client_id)?.remove()
    if (error.body.html) this.#thread.add(error.body.html, { follow: true })
    this.#thread.changed()
    const detail = { entry, conflict: error.status === 409, message: error.message }
    this.#thread.dispatchEvent(new CustomEvent("desk:unsent", { bubbles: true, detail }))
  }

  #later(entry, tries) {
    const bubble = this.#bubbles.get(entry.client_id)
    const retry = () => {
      clearTimeout(timer)
      live.removeEventListener("online", retry)
      if (!this.#thread.isConnected) return
      this.#say(bubble, word("sending"), { again: false })
      this.#post(entry, tries + 1)
    }
    const timer = setTimeout(retry, Math.min(LONGEST_WAIT, 2000 * 2 ** tries))
    live.addEventListener("online", retry, { once: true })
    bubble.querySelector("[data-again]").onclick = retry
    this.#say(bubble, word(navigator.onLine ? "failed" : "waiting"), { again: true })
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
}

// Something unsent in a conversation that is not open must not wait until somebody opens it.
// What is refused there stays kept, and is said when the conversation is opened.
live.addEventListener("online", async () => {
  const open = document.getElementById("thread")?.dataset.id
  for (const conversation of sent.conversations().filter(id => id !== open)) {
    for (const entry of sent.kept(conversation)) {
      const url = `/conversations/${conversation}/messages`
      const done = await ask(url, { method: "POST", form: sent.toForm(entry) }).catch(() => null)
      if (done) sent.forget(conversation, entry)
    }
  }
})
