// Files on their way into a message: pasted, dropped or chosen.
import { ask } from "desk/http"
import { word } from "desk/words"
import { toast } from "desk/toast"

export class Tray {
  #list
  #conversation
  #items = new Map()

  constructor(list, conversation) {
    this.#list = list
    this.#conversation = conversation
  }

  get files() {
    return [...this.#items.values()].filter(item => item.id).map(({ id, name }) => ({ id, name }))
  }

  get uploading() {
    return Promise.allSettled([...this.#items.values()].map(item => item.promise))
  }

  get size() {
    return this.#items.size
  }

  add(files) {
    for (const file of files) this.#upload(file)
  }

  clear() {
    this.#items.clear()
    this.#list.replaceChildren()
  }

  /** Puts back files that are already stored, after a send was turned down. */
  restore(files) {
    for (const file of files) this.#items.set(this.#row(file.name), file)
  }

  #upload(file) {
    const row = this.#row(file.name, file)
    const item = { name: file.name }
    row.append(document.createElement("progress"))
    this.#items.set(row, item)
    // Whoever waits for it waits until the id is known, not only until it arrived.
    item.promise = this.#store(row, item, file)
  }

  async #store(row, item, file) {
    const form = new FormData()
    form.set("conversation", this.#conversation)
    form.set("file", file)
    try {
      const response = await ask("/uploads", { method: "POST", form, accept: "application/json" })
      item.id = (await response.json()).id
      row.querySelector("progress").remove()
    } catch (error) {
      this.#items.delete(row)
      row.remove()
      toast(`${file.name}: ${error.message || word("upload_failed")}`, { seconds: 8 })
    }
  }

  #row(name, file) {
    const row = document.createElement("li")
    row.className = "tray-item"
    if (file?.type.startsWith("image/")) {
      const picture = document.createElement("img")
      picture.alt = ""
      picture.src = URL.createObjectURL(file)
      row.append(picture)
    }
    const text = document.createElement("span")
    text.className = "attachment-name"
    text.dir = "auto"
    text.textContent = name
    row.append(text, this.#removeButton(row, name))
    this.#list.append(row)
    return row
  }

  #removeButton(row, name) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "tray-remove"
    button.textContent = "×"
    button.setAttribute("aria-label", `${word("remove")} ${name}`)
    button.onclick = () => {
      const { id } = this.#items.get(row) ?? {}
      this.#items.delete(row)
      row.remove()
      if (id) ask(`/uploads/${id}`, { method: "DELETE" }).catch(() => {})
    }
    return button
  }
}

/** Calls `take` with files pasted into or dropped onto an element. */
export function catchFiles(element, target, take) {
  element.addEventListener("paste", event => {
    const { files, types } = event.clipboardData
    // A spreadsheet offers its cells as a picture too: whoever copied text wants the text.
    if (!files.length || types.includes("text/plain")) return
    event.preventDefault()
    take(files)
  })
  let depth = 0
  const show = on => target.classList.toggle("is-target", on)
  const carriesFiles = event => event.dataTransfer?.types.includes("Files")
  element.addEventListener("dragenter", event => carriesFiles(event) && show(++depth > 0))
  element.addEventListener("dragleave", event => carriesFiles(event) && show(--depth > 0))
  element.addEventListener("dragover", event => carriesFiles(event) && event.preventDefault())
  element.addEventListener("drop", event => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    show((depth = 0) > 0)
    take(event.dataTransfer.files)
  })
}
