// Days, and one name for several messages in a row: seen from this reader's zone and place.
import { day, startOfDay } from "desk/when"
import { word } from "desk/words"

const TOGETHER = 5 * 60_000

export function arrange(column, { unreadAfter } = {}) {
  for (const line of column.querySelectorAll(":scope > .day-line:not(.unread-line)")) line.remove()
  let before
  for (const element of column.querySelectorAll(":scope > [data-author]")) {
    const at = Number(element.dataset.at ?? Date.now())
    const newDay = !before || startOfDay(Number(before.dataset.at)) !== startOfDay(at)
    if (newDay) element.before(line(day(at)))
    const unread = unreadAfter && isFirstUnread(element, before, unreadAfter)
    if (unread && !column.querySelector(".unread-line")) element.before(line(word("unread"), "unread-line"))
    const together = before && !newDay && !unread && isTogether(before, element)
    element.classList.toggle("is-continued", Boolean(together))
    before?.classList.toggle("is-followed", Boolean(together))
    before = element
  }
  before?.classList.remove("is-followed")
}

function isFirstUnread(element, before, position) {
  return element.dataset.author?.startsWith("customer")
    && Number(element.dataset.position) > position
    && before && Number(before.dataset.position) <= position
}

function isTogether(one, other) {
  return one.matches(".message") && one.dataset.author === other.dataset.author
    && Number(other.dataset.at ?? Date.now()) - Number(one.dataset.at) < TOGETHER
    && !one.matches(".is-failed")
}

function line(text, extra = "") {
  const element = document.createElement("p")
  element.className = `day-line ${extra}`
  element.textContent = text
  return element
}

// What the customer has received and seen, counted in positions the customer knows.
export function tick(column, { delivered, read }) {
  for (const element of column.querySelectorAll(".message[data-public-position] .message-ticks")) {
    const position = Number(element.closest("[data-public-position]").dataset.publicPosition)
    element.dataset.state = position <= read ? "read" : position <= delivered ? "delivered" : "sent"
  }
}

document.addEventListener("turbo:load", () => {
  for (const chapter of document.querySelectorAll(".timeline-messages")) arrange(chapter)
})

// Messages are rendered without asking who the customer is or what they speak; this page
// knows. The language chooses the right letters and the right voice.
export function adopt(column, { name, lang }) {
  for (const body of column.querySelectorAll(".message-body:not([lang])")) if (lang) body.lang = lang
  for (const by of column.querySelectorAll(".message-customer .message-by span:empty")) {
    by.textContent = name
    const face = document.getElementById("customer-face").content.cloneNode(true)
    by.closest(".message").querySelector(".avatar").replaceWith(face)
  }
}
