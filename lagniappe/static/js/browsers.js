// "Firefox on Linux" instead of a user agent's hundred characters.
const BROWSERS = [["Edg/", "Edge"], ["OPR/", "Opera"], ["Firefox/", "Firefox"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]]
const SYSTEMS = [["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["Windows", "Windows"], ["Mac OS", "Mac"], ["Linux", "Linux"]]

const first = (table, text) => table.find(([sign]) => text.includes(sign))?.[1]

function tell() {
  for (const element of document.querySelectorAll("[data-browser]")) {
    const text = element.dataset.browser
    const parts = [first(BROWSERS, text), first(SYSTEMS, text)].filter(Boolean)
    element.textContent = parts.join(" · ") || text.slice(0, 60)
  }
}

document.addEventListener("turbo:load", tell)
