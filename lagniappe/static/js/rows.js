// The rows of a list, newest first, each there once; focus and place survive a change.
export class Rows {
  #box

  constructor(box) {
    this.#box = box
  }

  get all() {
    return [...this.#box.querySelectorAll(".row")]
  }

  find(id) {
    return this.#box.querySelector(`#row-${CSS.escape(id)}`)
  }

  put(row) {
    const old = document.getElementById(row.id)
    const focused = old !== null && old === document.activeElement
    old?.remove()
    const older = this.all.find(other => Number(other.dataset.at) < Number(row.dataset.at))
    this.#box.insertBefore(row, older ?? this.#more)
    if (focused) row.focus({ preventScroll: true })
  }

  /** Makes the top of the list what the server says it is; rows further down stay. */
  merge(html) {
    const { rows, more } = parse(html)
    const known = new Set(rows.map(row => row.id))
    const reach = more ? Number(rows.at(-1).dataset.at) : 0
    for (const row of this.all) {
      if (Number(row.dataset.at) >= reach && !known.has(row.id)) row.remove()
    }
    for (const row of rows) this.put(row)
    if (!more) this.#more?.remove()
    else if (!this.#more) this.#box.append(more)
  }

  /** Puts the next page in place of the button that asked for it. */
  extend(html) {
    const { rows, more } = parse(html)
    this.#more?.remove()
    this.#box.append(...rows.filter(row => !this.find(row.dataset.id)))
    if (more) this.#box.append(more)
  }

  get #more() {
    return this.#box.querySelector(".list-more")
  }
}

export function parse(html) {
  const parsed = document.createElement("template")
  parsed.innerHTML = html
  return {
    rows: [...parsed.content.querySelectorAll(".row")],
    more: parsed.content.querySelector(".list-more"),
  }
}
