// The header can change under us: somebody assigned, tagged or closed. It is asked for
// again, but never while one of its menus is open.
import { ask } from "desk/http"
import { live } from "desk/live"
import { showViewers } from "desk/viewers"

const PACE = 1000
let timer

const open = () => document.getElementById("thread")?.dataset.id
const header = () => document.getElementById("conversation-header")

const inUse = () => header()?.querySelector(":popover-open, dialog[open]")

async function refresh() {
  timer = undefined
  const id = open()
  if (!id) return
  if (inUse()) return soon()
  const view = document.querySelector("inbox-list").dataset.view
  const response = await ask(`/conversations/${id}/header?view=${encodeURIComponent(view)}`).catch(() => null)
  if (!response || open() !== id) return
  const html = await response.text()
  // Asking took a moment, in which a menu may have been opened.
  if (inUse()) return soon()
  const focused = header().contains(document.activeElement) && document.activeElement.ariaLabel
  header().outerHTML = html
  if (focused) header().querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus()
  showViewers()
}

function soon() {
  timer ??= setTimeout(refresh, PACE)
}

live.addEventListener("changed", ({ detail }) => detail.c === open() && soon())
live.addEventListener("resync", () => open() && soon())

// A slow answer must not close a menu that was opened after the question.
let before = []
const openMenus = () => [...(header()?.querySelectorAll(":popover-open") ?? [])].map(menu => menu.id)

document.addEventListener("turbo:submit-start", () => (before = openMenus()))

document.addEventListener("turbo:before-stream-render", event => {
  const render = event.detail.render
  event.detail.render = async stream => {
    const since = openMenus().filter(id => !before.includes(id))
    await render(stream)
    for (const id of since) document.getElementById(id)?.showPopover()
  }
})
