// The coach beside the conversation: follows every message at once, puts its lines into the
// reply, and never takes a half-written note away.
import { ask } from "desk/http"
import { newId } from "desk/ids"
import { live } from "desk/live"

const FIRST_KEY = 4
const memory = sessionStorage

class CoachPanel extends HTMLElement {
  #gone
  #asking
  #again = false

  connectedCallback() {
    this.#gone = new AbortController()
    const { signal } = this.#gone
    const mine = ({ detail }) => detail.c === this.dataset.conversation && this.refresh()
    live.addEventListener("message", mine, { signal })
    live.addEventListener("part", event => event.detail.part !== "coach" && mine(event), { signal })
    document.addEventListener("coach:changed", () => this.refresh(), { signal })
    document.addEventListener("keydown", event => this.#key(event), { signal })
    this.#fold.addEventListener("toggle", () => this.#folded())
    this.addEventListener("click", event => this.#click(event.target.closest("button")))
    this.addEventListener("input", ({ target }) => target.name === "body" && memory.setItem(this.#notes, target.value))
    this.addEventListener("submit", event => this.#keep(event))
    this.#remember()
  }

  disconnectedCallback() {
    this.#gone.abort()
  }

  get open() {
    return this.#fold.open
  }

  get #fold() {
    return this.querySelector("details")
  }

  get #path() {
    return `/conversations/${this.dataset.conversation}/coach`
  }

  get #notes() {
    return `coach-notes:${this.dataset.conversation}`
  }

  get #choice() {
    return `coach-open:${this.dataset.conversation}`
  }

  // What this person opened or folded stays so, whatever arrives.
  #remember() {
    const chosen = memory.getItem(this.#choice)
    if (chosen) this.#fold.open = chosen === "yes"
    if (this.#fold.open && !this.querySelector("[data-view]")) this.refresh()
    const field = this.querySelector("[data-notes] textarea")
    if (field && !field.value) field.value = memory.getItem(this.#notes) ?? ""
  }

  #folded() {
    memory.setItem(this.#choice, this.#fold.open ? "yes" : "no")
    if (this.#fold.open && !this.querySelector("[data-view]")) this.refresh()
  }

  /** Asks once at a time; what happens meanwhile asks once more. */
  async refresh() {
    if (this.#asking) return (this.#again = true)
    const chosen = memory.getItem(this.#choice) === "yes" ? "?open=1" : ""
    this.#asking = ask(this.#path + chosen).then(response => response.text()).catch(() => "")
    const html = await this.#asking
    this.#asking = undefined
    if (html && this.isConnected) this.#show(html)
    if (this.#again) {
      this.#again = false
      this.refresh()
    }
  }

  #show(html) {
    const fresh = document.createRange().createContextualFragment(html).querySelector("coach-panel")
    if (!fresh) return this.closest("section").setAttribute("hidden", "")
    const writing = this.querySelector("[data-notes] textarea")
    const [view, next] = [this, fresh].map(panel => panel.querySelector("[data-view]"))
    const at = [...this.querySelectorAll("button")].indexOf(document.activeElement)
    if (writing?.value || writing === document.activeElement) next && view?.replaceWith(next)
    else {
      const [fold, freshFold] = [this.#fold, fresh.querySelector("details")]
      if (!memory.getItem(this.#choice) && freshFold.open) fold.open = true
      fold.replaceChildren(...freshFold.childNodes)
    }
    if (at >= 0) [...this.querySelectorAll("button")].at(at)?.focus()
    // Ears are told only when the next step is another one.
    const why = this.querySelector("[data-view]")?.dataset.why ?? ""
    if (why !== view?.dataset.why) this.querySelector("[data-told]").textContent = why
  }

  #key(event) {
    if (!event.altKey || event.ctrlKey || event.metaKey || !this.open) return
    const at = Number(event.code.replace("Digit", "")) - FIRST_KEY
    const wanted = this.querySelectorAll("[aria-keyshortcuts]")[at]
    if (!wanted) return
    event.preventDefault()
    this.#put(wanted.dataset)
  }

  #click(button) {
    const { line, mark, unmark, wrong, words } = button?.dataset ?? {}
    if (line) this.#put(button.dataset)
    else if (mark) this.#tell(`/steps/${mark}`, { method: "POST" })
    else if (unmark) this.#tell(`/steps/${unmark}`, { method: "DELETE" })
    else if (wrong) this.#tell("/overrules", { method: "POST", form: { cue: wrong, words } })
  }

  #put({ line, lacks }) {
    document.getElementById("context")?.hidePopover?.()
    const composer = document.querySelector("message-composer")
    composer.write("reply")
    composer.put({ body: line, missing: lacks ? lacks.split(",") : [] })
    composer.querySelector("[data-for=reply]").dispatchEvent(new Event("coach:put", { bubbles: true }))
  }

  async #tell(where, what) {
    await ask(this.#path + where, what).catch(() => {})
    this.refresh()
  }

  #keep(event) {
    event.preventDefault()
    const field = event.target.elements.body
    const body = field.value.trim()
    if (!body) return field.focus()
    const thread = document.getElementById("thread")
    thread.send({ client_id: newId(), mode: "note", body, files: [], seen: thread.seen, at: Date.now() })
    field.value = ""
    memory.removeItem(this.#notes)
  }
}

customElements.define("coach-panel", CoachPanel)
