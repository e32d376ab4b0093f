// The list stays true by asking again for the rows that changed, at most once a second.
import { ask } from "desk/http"
import { live } from "desk/live"

const PACE = 1000, MANY = 12

class InboxList extends HTMLElement {
  #changed = new Set()
  #timer
  #last = 0
  #ended

  connectedCallback() {
    this.#ended = new AbortController()
    const { signal } = this.#ended
    live.addEventListener("changed", ({ detail }) => this.#soon(detail.c), { signal })
    live.addEventListener("resync", () => this.#reload(), { signal })
    document.addEventListener("desk:read", ({ detail }) => this.#row(detail.id)?.classList.remove("row-unread"), { signal })
    document.addEventListener("turbo:frame-load", () => this.#showCurrent(), { signal })
    addEventListener("popstate", () => this.#showCurrent(), { signal })
    this.addEventListener("click", event => this.#click(event))
    this.#watchEnd()
    this.#showCurrent()
  }

  disconnectedCallback() {
    this.#ended.abort()
    clearTimeout(this.#timer)
  }

  /** Moves the focus one row down (1) or up (-1). */
  move(step) {
    const rows = [...this.querySelectorAll(".row")]
    const now = rows.indexOf(document.activeElement.closest(".row") ?? this.querySelector(".row[aria-current]"))
    rows[Math.max(0, Math.min(rows.length - 1, now + step))]?.focus()
  }

  get #rows() {
    return this.querySelector("[data-rows]")
  }

  #row(id) {
    return this.querySelector(`#row-${CSS.escape(id)}`)
  }

  #soon(id) {
    this.#changed.add(id)
    if (this.#timer) return
    const wait = Math.max(0, this.#last + PACE - Date.now())
    this.#timer = setTimeout(() => this.#refresh(), wait)
  }

  async #refresh() {
    const ids = [...this.#changed]
    this.#changed.clear()
    this.#last = Date.now()
    this.#timer = undefined
    if (ids.length > MANY) return this.#reload()
    await Promise.allSettled(ids.map(id => this.#refreshRow(id)))
    this.#settle()
  }

  async #refreshRow(id) {
    const response = await ask(`/inbox/rows/${id}?view=${encodeURIComponent(this.dataset.view)}`)
    const html = response.status === 204 ? "" : await response.text()
    const focused = this.#row(id) === document.activeElement
    this.#row(id)?.remove()
    if (html.trim()) this.#insert(html)
    if (focused) this.#row(id)?.focus({ preventScroll: true })
  }

  #insert(html) {
    const parsed = document.createElement("template")
    parsed.innerHTML = html.trim()
    const row = parsed.content.firstElementChild
    const older = [...this.#rows.querySelectorAll(".row")].find(other => Number(other.dataset.at) < Number(row.dataset.at))
    this.#rows.insertBefore(row, older ?? this.#rows.querySelector(".list-more"))
  }

  async #reload() {
    if (this.#rows.querySelectorAll(".row").length > 60) return
    try {
      const response = await ask(`/inbox/rows?view=${encodeURIComponent(this.dataset.view)}`)
      const focused = document.activeElement.closest?.(".row")?.id
      this.#rows.innerHTML = await response.text()
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
      this.#settle()
      this.#watchEnd()
    } catch {
      // The next hint or poll asks again.
    }
  }

  #settle() {
    this.querySelector("[data-empty]").hidden = this.querySelector(".row") !== null
    this.#showCurrent()
  }

  #showCurrent() {
    const { id: open, name } = document.getElementById("thread")?.dataset ?? {}
    if (name) document.title = `${name} · Lagniappe`
    for (const row of this.querySelectorAll(".row")) {
      if (row.dataset.id === open) row.setAttribute("aria-current", "true")
      else row.removeAttribute("aria-current")
    }
  }

  #click(event) {
    if (event.target.closest(".list-more button")) this.#older()
  }

  #watchEnd() {
    const more = this.#rows.querySelector(".list-more")
    if (!more) return
    new IntersectionObserver(([entry], observer) => {
      if (!entry.isIntersecting) return
      observer.disconnect()
      this.#older()
    }, { root: this.querySelector("[data-scroll]"), rootMargin: "200px" }).observe(more)
  }

  async #older() {
    const more = this.#rows.querySelector(".list-more")
    if (!more || more.ariaBusy) return
    more.ariaBusy = "true"
    try {
      const response = await ask(more.dataset.older)
      more.outerHTML = await response.text()
      this.#showCurrent()
      this.#watchEnd()
    } catch {
      more.ariaBusy = null
    }
  }
}

customElements.define("inbox-list", InboxList)
