// Turns every <time data-when> into words for this reader, in this browser's zone.
import { word } from "desk/words"

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR
const language = () => document.documentElement.lang || undefined
const formats = new Map()

function format(kind, options) {
  const key = language() + kind
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language(), options))
  return formats.get(key)
}

export function clock(ms) {
  return format("clock", { hour: "numeric", minute: "2-digit" }).format(ms)
}

export function day(ms) {
  const days = Math.round((startOfDay(Date.now()) - startOfDay(ms)) / DAY)
  if (days === 0) return word("today")
  if (days === 1) return word("yesterday")
  const sameYear = new Date(ms).getFullYear() === new Date().getFullYear()
  return format(sameYear ? "day" : "dayYear", {
    weekday: "long", day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }),
  }).format(ms)
}

export function startOfDay(ms) {
  return new Date(ms).setHours(0, 0, 0, 0)
}

function ago(ms, style) {
  const age = Date.now() - ms
  if (age < -MINUTE) return ahead(ms)
  if (age < MINUTE) return word("just_now")
  const short = style === "short"
  if (age < HOUR) return amount(age / MINUTE, "minute", short)
  if (age < DAY) return amount(age / HOUR, "hour", short)
  if (age < 6 * DAY) return short
    ? format("weekday", { weekday: "short" }).format(ms)
    : amount(age / DAY, "day", false)
  return date(ms)
}

// What comes on another day has its date: a promise is kept on a day, not in so many of them.
function ahead(ms) {
  const time = ms - Date.now()
  if (startOfDay(ms) === startOfDay(Date.now())) {
    const [size, unit] = time < HOUR ? [MINUTE, "minute"] : [HOUR, "hour"]
    return new Intl.RelativeTimeFormat(language()).format(Math.round(time / size), unit)
  }
  if (time < 6 * DAY) {
    return format("soon", {
      weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit",
    }).format(ms)
  }
  return date(ms)
}

function date(ms) {
  const sameYear = new Date(ms).getFullYear() === new Date().getFullYear()
  return format(sameYear ? "date" : "dateYear", {
    day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }),
  }).format(ms)
}

function amount(count, unit, short) {
  const whole = Math.floor(count)
  if (!short) return new Intl.RelativeTimeFormat(language()).format(-whole, unit)
  return new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "short" }).format(whole)
}

function tell(element) {
  const ms = Date.parse(element.dateTime)
  if (Number.isNaN(ms)) return
  let text
  if (element.closest(".system-line") && startOfDay(ms) > startOfDay(Date.now())) text = day(ms)
  else if (element.closest(".message, .note, .system-line")) text = clock(ms)
  else if (element.closest(".row")) text = ago(ms, "short")
  else text = ago(ms, "long")
  if (element.textContent !== text) element.textContent = text
  element.title ||= new Intl.DateTimeFormat(language(), { dateStyle: "full", timeStyle: "short" }).format(ms)
}

export function refresh(root = document) {
  for (const element of root.querySelectorAll("time[data-when]")) tell(element)
}

new MutationObserver(changes => {
  for (const change of changes) {
    for (const node of change.addedNodes) if (node.nodeType === 1) refresh(node)
  }
}).observe(document.documentElement, { childList: true, subtree: true })

document.addEventListener("turbo:load", () => refresh())
setInterval(refresh, 30_000)
refresh()
