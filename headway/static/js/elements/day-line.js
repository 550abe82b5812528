const FIRST_HOUR = 6
const MINUTE_MS = 60_000

/** The day as a line with the time that it is; moves on the minute. */
class DayLineElement extends HTMLElement {
  #timer

  connectedCallback() {
    for (const mark of this.querySelectorAll("[data-at]")) mark.style.setProperty("--at", mark.dataset.at)
    this.show(new Date())
  }

  disconnectedCallback() { clearTimeout(this.#timer) }

  /** Set the line to `now` in the visitor's own time, and come back when the minute is over. */
  show(now) {
    const hour = now.getHours() + now.getMinutes() / 60
    this.style.setProperty("--start", hour < FIRST_HOUR ? 0 : FIRST_HOUR)
    this.style.setProperty("--now", hour)
    this.querySelector('[data-field="time"]').textContent = clock(now)
    for (const mark of this.querySelectorAll("[data-status]")) {
      mark.dataset.status = Number(mark.dataset.at) < hour ? "completed" : "pending"
    }
    this.dataset.ready = ""
    this.#timer = setTimeout(() => this.show(new Date()), MINUTE_MS - (now.getTime() % MINUTE_MS))
  }
}

function clock(now) {
  return `${now.getHours()}`.padStart(2, "0") + ":" + `${now.getMinutes()}`.padStart(2, "0")
}

customElements.define("day-line", DayLineElement)
