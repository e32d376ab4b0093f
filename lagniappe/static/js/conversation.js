// The thread: shows what the server has, in order, once each, and never skips.
import { markRead, newer, older } from "desk/fetching"
import { live } from "desk/live"
import { adopt, arrange, tick } from "desk/arrange"
import { oneAtATime } from "desk/one-at-a-time"
import { Scroll } from "desk/scroll"
import { Outbox } from "desk/outbox"

class ConversationThread extends HTMLElement {
  #column
  #scroll
  #outbox
  #ended
  #readSent = 0

  connectedCallback() {
    this.#column = this.querySelector("[data-messages]")
    this.#ended = new AbortController()
    this.#scroll = new Scroll(this, this.parentElement.querySelector("[data-new]"), () => this.#markRead())
    this.#outbox = new Outbox(this)
    this.#readSent = Number(this.dataset.read)
    adopt(this.#column, this.dataset)
    arrange(this.#column, { unreadAfter: this.#readSent })
    this.#ticks({ delivered: this.dataset.customerDelivered, read: this.dataset.customerRead })
    this.#scroll.start(this.#column.querySelector(`[data-position="${this.dataset.at}"]`))
    this.#listen()
    this.#outbox.restore()
    live.view([this.dataset.id])
    this.#markRead()
  }

  disconnectedCallback() {
    this.#ended.abort()
    live.view([])
  }

  /** The newest position that has really been in front of the agent. */
  get seen() {
    return this.#readSent
  }

  send(entry) {
    this.#outbox.send(entry)
  }

  /** Adds server-rendered messages that are not here yet; own ones take the place of their bubble. */
  add(html, { follow = false } = {}) {
    const parsed = document.createElement("template")
    parsed.innerHTML = html
    this.#scroll.adding(() => {
      const fresh = [...parsed.content.children].filter(element => this.#place(element))
      if (fresh.length) this.changed()
      return fresh.length
    }, { follow })
    this.#markRead()
  }

  showPending(bubble) {
    this.#scroll.adding(() => {
      this.#column.append(bubble)
      this.changed()
      return 0
    }, { follow: true })
  }

  changed() {
    adopt(this.#column, this.dataset)
    arrange(this.#column)
    this.#ticks({})
  }

  /** Asks for what is missing here. */
  catchUp = oneAtATime(async () => {
    try {
      let before, newest
      do {
        before = this.#last
        const found = await newer(this.dataset.id, before)
        newest = found.newest
        this.add(found.html)
      } while (before < this.#last && this.#last < newest)
    } catch {
      // The next hint, focus or poll asks again.
    }
  })

  get #last() {
    return Number(this.dataset.last)
  }

  #place(element) {
    const position = Number(element.dataset.position)
    this.#column.querySelector(`[data-client-id="${CSS.escape(element.dataset.clientId ?? "")}"].is-pending`)?.remove()
    if (this.#column.querySelector(`[data-position="${position}"]`)) return false
    element.classList.add("is-new")
    const later = [...this.#column.querySelectorAll("[data-position]")]
      .find(other => Number(other.dataset.position) > position)
    this.#column.insertBefore(element, later ?? this.#column.querySelector(".is-pending"))
    // Only an unbroken row moves the mark: behind a gap we still have to ask.
    while (this.#column.querySelector(`[data-position="${this.#last + 1}"]`)) this.dataset.last = this.#last + 1
    return true
  }

  #listen() {
    const on = (type, act) => live.addEventListener(type, event => act(event.detail), { signal: this.#ended.signal })
    on("message", ({ c, p, html }) => {
      if (c !== this.dataset.id) return
      if (html) this.add(html)
      if (p > this.#last) this.catchUp()
    })
    on("ticks", hint => hint.c === this.dataset.id && this.#ticks(hint))
    on("viewed", ({ c }) => c.includes(this.dataset.id) && this.catchUp())
    on("resync", () => this.catchUp())
    document.addEventListener("turbo:submit-end", () => this.catchUp(), { signal: this.#ended.signal })
    addEventListener("focus", () => this.#markRead(), { signal: this.#ended.signal })
    this.#column.addEventListener("click", event => event.target.closest("[data-older]") && this.#older())
  }

  async #older() {
    const html = await older(this.dataset.id, this.dataset.first)
    const button = this.#column.querySelector("[data-older]")
    this.#scroll.keeping(() => {
      button.insertAdjacentHTML("afterend", html)
      this.dataset.first = this.#column.querySelector("[data-position]").dataset.position
      if (Number(this.dataset.first) <= 1) button.remove()
      this.changed()
    })
  }

  #ticks({ delivered, read }) {
    this.dataset.customerDelivered = Math.max(this.dataset.customerDelivered, delivered ?? 0)
    this.dataset.customerRead = Math.max(this.dataset.customerRead, read ?? 0)
    tick(this.#column, {
      delivered: Number(this.dataset.customerDelivered),
      read: Number(this.dataset.customerRead),
    })
  }

  #markRead() {
    if (document.hidden || !document.hasFocus() || !this.#scroll.atEnd || this.#last <= this.#readSent) return
    this.#readSent = this.#last
    const tell = stored => document.dispatchEvent(new CustomEvent("desk:read", { detail: { id: this.dataset.id, stored } }))
    tell(false)
    markRead(this.dataset.id, this.#readSent).then(() => tell(true))
  }
}

customElements.define("conversation-thread", ConversationThread)
