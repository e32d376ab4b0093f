// A number in the tab while you look elsewhere; a system notice only if you asked for one.
import { live } from "desk/live"
import { word } from "desk/words"
import { toast } from "desk/toast"

const waiting = new Set()
const plainTitle = () => document.title.replace(/^\(\d+\) /, "")

function showCount() {
  document.title = waiting.size ? `(${waiting.size}) ${plainTitle()}` : plainTitle()
}

function notice(id) {
  if (localStorage.getItem("notify") !== "yes" || window.Notification?.permission !== "granted") return
  const row = document.getElementById(`row-${id}`)
  const name = row?.querySelector(".row-name")?.textContent
  if (!name || !row.matches(".row-unread")) return
  const note = new Notification(word("notified", { name }), {
    body: row.querySelector(".row-preview").textContent.trim(), tag: id,
  })
  note.onclick = () => {
    window.focus()
    row.click()
  }
}

live.addEventListener("changed", ({ detail }) => {
  if (document.hasFocus()) return
  waiting.add(detail.c)
  showCount()
  // The row is asked for again first, so that the notice tells what it says now.
  setTimeout(() => notice(detail.c), 1500)
})

live.addEventListener("assigned", ({ detail }) => {
  const isOpen = document.getElementById("thread")?.dataset.id === detail.c
  if (!isOpen) toast(word("given_to_you"))
})

addEventListener("focus", () => {
  waiting.clear()
  showCount()
})

document.addEventListener("click", async event => {
  const button = event.target.closest?.("[data-notify]")
  if (!button) return
  const wanted = localStorage.getItem("notify") !== "yes"
  const allowed = wanted && window.Notification && await Notification.requestPermission() === "granted"
  localStorage.setItem("notify", allowed ? "yes" : "no")
  toast(word(allowed ? "notices_on" : wanted ? "notices_refused" : "notices_off"))
})
