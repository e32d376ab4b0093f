// Keeps the reader where they are: at the end if they were there, otherwise untouched.
import { word } from "desk/words"

const NEAR = 80

export class Scroll {
  #pane
  #pill
  #waiting = 0

  constructor(pane, pill, onEnd) {
    this.#pane = pane
    this.#pill = pill
    pill.onclick = () => this.toEnd({ smooth: true })
    pane.addEventListener("scroll", () => {
      if (!this.atEnd) return
      this.#setWaiting(0)
      onEnd()
    }, { passive: true })
    // Pictures that load late push the end away.
    pane.addEventListener("load", event => event.target.matches("img") && this.#follow(), true)
    new ResizeObserver(() => this.#follow()).observe(pane)
  }

  #stick = true
  #endTop = 0

  // A scroll is only told with the next frame: who has already left the end is not pulled back.
  #follow() {
    const { scrollHeight, scrollTop, clientHeight } = this.#pane
    const left = scrollTop < this.#endTop - NEAR && scrollHeight - scrollTop - clientHeight >= NEAR
    if (this.#stick && !left) this.toEnd()
  }

  get atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#pane
    this.#stick = scrollHeight - scrollTop - clientHeight < NEAR
    if (this.#stick) this.#endTop = scrollTop
    return this.#stick
  }

  /** Where reading begins: at a message somebody searched for, else at the newest. */
  start(found) {
    if (!found) return this.toEnd()
    this.#stick = false
    found.scrollIntoView({ block: "center", behavior: "instant" })
    found.classList.add("is-found")
  }

  toEnd({ smooth = false } = {}) {
    this.#stick = true
    this.#pane.scrollTo({ top: this.#pane.scrollHeight, behavior: smooth ? "smooth" : "instant" })
    this.#endTop = Math.max(this.#endTop, this.#pane.scrollTop)
    this.#setWaiting(0)
  }

  /** Runs a change below the reader, then follows it or offers to. */
  adding(change, { follow = false } = {}) {
    const wasAtEnd = this.atEnd
    const count = change()
    if (wasAtEnd || follow) this.toEnd()
    else this.#setWaiting(this.#waiting + count)
  }

  /** Runs a change above the reader without moving what they look at. */
  keeping(change) {
    const below = this.#pane.scrollHeight - this.#pane.scrollTop
    change()
    this.#pane.scrollTop = this.#pane.scrollHeight - below
  }

  #setWaiting(count) {
    this.#waiting = count
    this.#pill.hidden = count === 0
    this.#pill.querySelector("span").textContent = word(count > 1 ? "new_many" : "new_one")
  }
}
