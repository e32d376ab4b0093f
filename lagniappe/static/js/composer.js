// Where agents write: to the customer, or to colleagues, never by mistake to the other.
import { Drafts } from "desk/drafts"
import { Tray, catchFiles } from "desk/attachments"
import { Picker } from "desk/canned"
import { live } from "desk/live"
import { newId } from "desk/ids"
import { ask } from "desk/http"
import * as sendKey from "desk/sendkey"
import * as warnings from "desk/warnings"
import { toast } from "desk/toast"
import { copies } from "desk/way"
import { word } from "desk/words"

const TYPING_EVERY = 3000

class MessageComposer extends HTMLElement {
  #form
  #drafts
  #tray
  #picker
  #typed = 0
  #gone

  connectedCallback() {
    this.#form = this.querySelector("form")
    this.#gone = new AbortController()
    const conversation = this.dataset.conversation
    this.#drafts = new Drafts(conversation, this.querySelector("[data-saved]"))
    this.#tray = new Tray(this.querySelector("[data-tray]"), conversation)
    this.#picker = new Picker(this.querySelector("[data-canned]"), conversation, reply => this.put(reply))
    for (const field of this.#fields) this.#drafts.remember(field)
    catchFiles(this.parentElement.parentElement, this.#form, files => this.#tray.add(files))
    this.#listen()
    this.write(this.dataset.mode, { focus: false })
    sendKey.show(this)
  }

  disconnectedCallback() {
    this.#gone.abort()
    for (const field of this.#fields) this.#drafts.save(field)
  }

  /** Turns to "reply" or "note". */
  write(mode, { focus = true } = {}) {
    this.dataset.mode = mode
    for (const button of this.querySelectorAll("[data-to]")) {
      button.setAttribute("aria-pressed", button.dataset.to === mode)
    }
    if (focus) this.#field.focus()
    warnings.tooLong(this, this.#field.value)
  }

  get #fields() {
    return this.querySelectorAll("textarea")
  }

  get #field() {
    return this.querySelector(`[data-for="${this.dataset.mode}"]`)
  }

  #listen() {
    this.addEventListener("click", ({ target }) => this.#click(target.closest("button")?.dataset ?? {}))
    this.addEventListener("input", event => event.target.matches("textarea") && this.#typing(event.target))
    this.addEventListener("keydown", event => this.#key(event))
    this.querySelector("[data-files]").addEventListener("change", ({ target }) => {
      this.#tray.add([...target.files])
      target.value = ""
    })
    this.#form.addEventListener("submit", event => {
      event.preventDefault()
      this.#send()
    })
    const { signal } = this.#gone
    document.addEventListener("desk:unsent", ({ detail }) => this.#takeBack(detail), { signal })
    warnings.watch(this, () => this.#field.value.trim() !== "", signal)
  }

  #click(dataset) {
    if (dataset.to) this.write(dataset.to)
    else if ("attach" in dataset) this.querySelector("[data-files]").click()
    else if ("library" in dataset) this.#picker.open()
    else if ("anyway" in dataset) this.#send({ anyway: true })
    else if (dataset.sendWith) {
      sendKey.choose(dataset.sendWith)
      sendKey.show(this)
    }
  }

  #key(event) {
    if (!event.target.matches("textarea") || event.isComposing) return
    const send = sendKey.sends(event)
    const library = event.key === "/" && event.target.value === "" && this.dataset.mode === "reply"
    if (event.key === "Escape") event.target.blur()
    if (!send && !library) return
    event.preventDefault()
    if (send) this.#send()
    else this.#picker.open({ typed: event.key })
  }

  #typing(field) {
    this.#drafts.changed(field)
    warnings.tooLong(this, this.#field.value)
    warnings.missing(this, [])
    if (Date.now() - this.#typed < TYPING_EVERY) return
    this.#typed = Date.now()
    live.typing(this.dataset.conversation, this.dataset.mode)
  }

  async #send({ anyway = false } = {}) {
    const field = this.#field, mode = this.dataset.mode, thread = document.getElementById("thread")
    await this.#tray.uploading
    const body = field.value.trim(), files = this.#tray.files
    if (!body && !files.length) return toast(word("empty_message"))
    if (warnings.tooLong(this, field.value)) return field.focus()
    warnings.arrived(this, "")
    field.value = ""
    this.#tray.clear()
    this.#drafts.save(field)
    field.focus()
    const entry = { client_id: newId(), mode, body, files, anyway, copies: copies(this), seen: thread.seen, at: Date.now() }
    thread.send(entry)
  }

  /** Puts words and stored files back where they came from. */
  restore({ mode, body, files }) {
    this.write(mode)
    const field = this.#field
    field.value = [body, field.value].filter(Boolean).join("\n")
    this.#tray.restore(files)
    this.#drafts.save(field)
  }

  #takeBack({ entry, conflict, message }) {
    this.restore(entry)
    if (conflict) warnings.arrived(this, "blocked")
    else toast(message || word("went_wrong"), { seconds: 8 })
  }

  /** Puts a text from the library where the cursor is. */
  put(reply) {
    const field = this.#field
    field.focus()
    field.setRangeText(reply.body, field.selectionStart, field.selectionEnd, "end")
    this.#typing(field)
    warnings.missing(this, reply.missing)
    if (reply.id) ask(`/replies/${reply.id}/uses`, { method: "POST" }).catch(() => {})
  }
}

customElements.define("message-composer", MessageComposer)
