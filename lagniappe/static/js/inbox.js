// The list stays true by asking again for the rows that changed, at most once a second.
import { ask } from "desk/http"
import { live } from "desk/live"
import { Rows, parse } from "desk/rows"

const PACE = 1000, MANY = 12

class InboxList extends HTMLElement {
  #rows
  #changed = new Set()
  #timer
  #last = 0
  #ended

  connectedCallback() {
    this.#rows = new Rows(this.querySelector("[data-rows]"))
    this.#ended = new AbortController()
    const { signal } = this.#ended
    live.addEventListener("changed", ({ detail }) => this.#soon(detail.c), { signal })
    live.addEventListener("resync", () => this.#reload(), { signal })
    document.addEventListener("desk:read", ({ detail }) => this.#read(detail), { signal })
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
    const rows = this.#rows.all
    const now = rows.indexOf(document.activeElement.closest(".row") ?? this.querySelector(".row[aria-current]"))
    rows[Math.max(0, Math.min(rows.length - 1, now + step))]?.focus()
  }

  // A row asked for before the mark was stored may come back unread: ask once more after.
  #read({ id, stored }) {
    this.#rows.find(id)?.classList.remove("row-unread")
    if (stored) this.#soon(id)
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
    const [row] = response.status === 204 ? [] : parse(await response.text()).rows
    if (row) this.#rows.put(row)
    else this.#rows.find(id)?.remove()
  }

  async #reload() {
    try {
      const response = await ask(`/inbox/rows?view=${encodeURIComponent(this.dataset.view)}`)
      this.#rows.merge(await response.text())
      this.#settle()
      this.#watchEnd()
    } catch {
      // The next hint or poll asks again.
    }
  }

  #settle() {
    this.querySelector("[data-empty]").hidden = this.#rows.all.length > 0
    this.#showCurrent()
  }

  #showCurrent() {
    const { id: open, name } = document.getElementById("thread")?.dataset ?? {}
    if (name) document.title = `${name} · Lagniappe`
    for (const row of this.#rows.all) {
      if (row.dataset.id === open) row.setAttribute("aria-current", "true")
      else row.removeAttribute("aria-current")
    }
  }

  #click(event) {
    if (event.target.closest(".list-more button")) this.#older()
  }

  #watchEnd() {
    const more = this.querySelector(".list-more")
    if (!more) return
    new IntersectionObserver(([entry], observer) => {
      if (!entry.isIntersecting) return
      observer.disconnect()
      this.#older()
    }, { root: this.querySelector("[data-scroll]"), rootMargin: "200px" }).observe(more)
  }

  async #older() {
    const more = this.querySelector(".list-more")
    if (!more || more.ariaBusy) return
    more.ariaBusy = "true"
    try {
      const response = await ask(more.dataset.older)
      this.#rows.extend(await response.text())
      this.#showCurrent()
      this.#watchEnd()
    } catch {
      more.ariaBusy = null
    }
  }
}

customElements.define("inbox-list", InboxList)
