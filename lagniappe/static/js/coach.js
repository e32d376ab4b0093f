// The coach beside the conversation: follows every message at once, puts its lines into the
// reply, and never takes a half-written note away.
import { ask } from "desk/http"
import { live } from "desk/live"
import { Notes } from "desk/coach-notes"
import { oneAtATime } from "desk/one-at-a-time"

const FIRST_KEY = 4
const memory = sessionStorage

class CoachPanel extends HTMLElement {
  #gone
  #notes

  connectedCallback() {
    this.#gone = new AbortController()
    const { signal } = this.#gone
    const mine = ({ detail }) => detail.c === this.dataset.conversation && this.refresh()
    live.addEventListener("message", mine, { signal })
    live.addEventListener("part", event => event.detail.part !== "coach" && mine(event), { signal })
    document.addEventListener("coach:changed", () => this.refresh(), { signal })
    document.addEventListener("keydown", event => this.#key(event), { signal })
    this.#fold.addEventListener("toggle", () => this.#fill())
    this.addEventListener("click", ({ target }) => this.#click(target.closest("button, summary")))
    this.#notes = new Notes(this)
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

  get #choice() {
    return `coach-open:${this.dataset.conversation}`
  }

  // What this person opened or folded stays so, whatever arrives.
  #remember() {
    const chosen = memory.getItem(this.#choice)
    if (chosen) this.#fold.open = chosen === "yes"
    this.#fill()
    this.#tell()
  }

  #fill() {
    if (this.#fold.open && !this.querySelector("[data-view]")) this.refresh()
  }

  refresh = oneAtATime(async () => {
    const chosen = this.#fold.open ? "?open=1" : ""
    const html = await ask(this.#path + chosen).then(response => response.text()).catch(() => "")
    if (html && this.isConnected) this.#show(html)
  })

  #show(html) {
    const fresh = document.createRange().createContextualFragment(html).querySelector("coach-panel")
    if (!fresh) return this.closest("section").setAttribute("hidden", "")
    const was = this.#why
    const at = [...this.querySelectorAll("button")].indexOf(document.activeElement)
    if (this.#notes.busy) this.#around(fresh)
    else {
      const [fold, freshFold] = [this.#fold, fresh.querySelector("details")]
      if (!memory.getItem(this.#choice) && freshFold.open) fold.open = true
      fold.replaceChildren(...freshFold.childNodes)
    }
    if (at >= 0) [...this.querySelectorAll("button")].at(at)?.focus()
    // Ears are told only when the next step is another one.
    if (this.#why !== was) this.querySelector("[data-told]").textContent = this.#why
    this.#tell()
  }

  // Where the panel is a drawer, a line at the composer says the step and opens it.
  #tell() {
    const line = document.querySelector("[data-coach-now]")
    const title = this.querySelector("[data-title]")?.dataset.title
    if (!line) return
    line.hidden = !title
    line.querySelector("span").textContent = title ?? ""
  }

  // A half-written note stays where it is while the rest follows.
  #around(fresh) {
    for (const part of fresh.querySelectorAll("[data-view]")) {
      this.querySelector(`[data-view="${part.dataset.view}"]`)?.replaceWith(part)
    }
  }

  get #why() {
    return this.querySelector("[data-why]")?.dataset.why ?? ""
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
    if (button?.parentElement === this.#fold) memory.setItem(this.#choice, this.#fold.open ? "no" : "yes")
    const { line, mark, unmark, wrong, words } = button?.dataset ?? {}
    if (line) this.#put(button.dataset)
    else if (mark) this.#say(`/steps/${mark}`, { method: "POST" })
    else if (unmark) this.#say(`/steps/${unmark}`, { method: "DELETE" })
    else if (wrong) this.#say("/overrules", { method: "POST", form: { cue: wrong, words } })
  }

  #put({ line, lacks }) {
    document.getElementById("context")?.hidePopover?.()
    const composer = document.querySelector("message-composer")
    composer.write("reply")
    composer.put({ body: line, missing: lacks ? lacks.split(",") : [] })
    composer.querySelector("[data-for=reply]").dispatchEvent(new Event("coach:put", { bubbles: true }))
  }

  async #say(where, what) {
    await ask(this.#path + where, what).catch(() => {})
    this.refresh()
  }
}

customElements.define("coach-panel", CoachPanel)
