// One socket per tab. State is the truth and hints are hints: whoever listens can always
// rebuild itself, so after every (re)connect and long sleep we only say "resync".
const PING = 25_000, POLL = 5_000, SLEEP = 60_000, LONGEST_WAIT = 20_000

class Live extends EventTarget {
  #socket
  #tries = 0
  #viewing = []
  #timers = { ping: 0, poll: 0, retry: 0 }
  #lastTick = Date.now()

  start() {
    if (!document.querySelector('meta[name="desk-agent"]')) {
      document.addEventListener("turbo:load", () => this.start(), { once: true })
      return
    }
    this.#connect()
    addEventListener("online", () => this.#connect())
    document.addEventListener("visibilitychange", () => document.hidden || this.#awake())
    this.#timers.ping = setInterval(() => this.#tick(), PING)
  }

  get connected() {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  view(ids) {
    this.#viewing = ids
    this.#send({ t: "view", c: ids })
  }

  /** Says again what is on screen, so that somebody who just came knows. */
  answerView() {
    this.#send({ t: "view", c: this.#viewing })
  }

  typing(conversation, mode) {
    this.#send({ t: "typing", c: conversation, mode })
  }

  active() {
    this.#send({ t: "active" })
  }

  #connect() {
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) return
    clearTimeout(this.#timers.retry)
    const socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/live`)
    socket.onopen = () => this.#opened()
    socket.onmessage = event => [JSON.parse(event.data)].flat().forEach(frame => this.#hear(frame))
    socket.onclose = event => this.#closed(event)
    this.#socket = socket
  }

  #opened() {
    this.#tries = 0
    clearInterval(this.#timers.poll)
    this.#timers.poll = 0
    if (this.#viewing.length) this.#send({ t: "view", c: this.#viewing })
    this.#tell("online")
    this.#tell("resync")
  }

  #closed(event) {
    this.#socket = undefined
    if (event.code === 4401) return location.assign("/login")
    this.#tell("offline")
    // Where sockets are blocked, asking every few seconds still works.
    this.#timers.poll ||= setInterval(() => this.#tell("resync"), POLL)
    const wait = Math.min(LONGEST_WAIT, 500 * 2 ** this.#tries++)
    this.#timers.retry = setTimeout(() => this.#connect(), wait * (0.5 + Math.random() / 2))
  }

  #hear(hint) {
    if (hint.t === "revoked") return location.assign("/login")
    // "bye" comes from a server that is stopping: the close that follows starts the retries.
    this.#tell(hint.t, hint)
  }

  #tick() {
    const slept = Date.now() - this.#lastTick > SLEEP
    this.#lastTick = Date.now()
    if (slept) this.#awake()
    this.#send({ t: "ping" })
  }

  #awake() {
    this.#lastTick = Date.now()
    if (this.connected) this.#tell("resync")
    else this.#connect()
  }

  #send(frame) {
    if (this.connected) this.#socket.send(JSON.stringify(frame))
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }
}

export const live = new Live()

let shown
live.addEventListener("offline", () => {
  // A blink is nobody's business; only a lasting silence is worth a line.
  shown ||= setTimeout(() => setBar(false), 4000)
})
live.addEventListener("online", () => {
  clearTimeout(shown)
  shown = 0
  setBar(true)
})

function setBar(hidden) {
  const bar = document.getElementById("offline")
  if (bar) bar.hidden = hidden
}
