// Native popovers, placed beside their button; arrow keys walk through them.
const GAP = 6, EDGE = 8

function buttonOf(menu) {
  return document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]:not(.menu-item)`)
}

function place(menu) {
  const button = buttonOf(menu)
  if (!button) return
  const at = button.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = menu
  const rtl = document.documentElement.dir === "rtl"
  let x = rtl ? at.left : at.right - width
  let y = at.bottom + GAP
  if (menu.dataset.side === "end") {
    x = rtl ? at.left - width - GAP : at.right + GAP
    y = at.bottom - height
  } else if (at.left + width < innerWidth / 2) {
    x = rtl ? at.right - width : at.left
  }
  if (y + height > innerHeight - EDGE) y = Math.max(EDGE, at.top - height - GAP)
  if (menu.dataset.side === "end") y = Math.max(EDGE, Math.min(y, innerHeight - height - EDGE))
  x = Math.max(EDGE, Math.min(x, innerWidth - width - EDGE))
  menu.style.left = `${x}px`
  menu.style.top = `${y}px`
}

function items(menu) {
  return [...menu.querySelectorAll("a, button, input, textarea, select")].filter(item => item.offsetParent)
}

document.addEventListener("toggle", event => {
  const menu = event.target
  if (!menu.matches?.(".menu") || event.newState !== "open") return
  place(menu)
  const current = menu.querySelector("[aria-current]") ?? items(menu)[0]
  current?.focus({ preventScroll: true, focusVisible: menu.dataset.byKey === "true" })
}, true)

document.addEventListener("keydown", event => {
  const menu = event.target.closest?.(".menu")
  if (!menu || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return
  if (event.target.matches("input, textarea")) return
  event.preventDefault()
  const all = items(menu), now = all.indexOf(document.activeElement)
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: all.length - 1 }[event.key]
  all.at(next % all.length)?.focus()
})

document.addEventListener("click", event => {
  const item = event.target.closest?.(".menu-item")
  if (item && item.type !== "submit" && !item.hasAttribute("popovertarget")) {
    item.closest("[popover]")?.hidePopover()
  }
})

document.addEventListener("turbo:submit-end", event => {
  if (!event.detail.success || !event.target.closest(".menu")) return
  // A menu opened from another menu takes that one along.
  for (const menu of document.querySelectorAll(".menu:popover-open")) menu.hidePopover()
})
