import { api } from "../api.js"
import { question } from "../board.js"
import { cloneTemplate, field, write } from "../dom.js"
import { words } from "../person.js"

/** The ledger behind a score, newest line first; it is asked for when it is opened. */
export class PointLinesElement extends HTMLElement {
  #ends
  #next = null

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    this.addEventListener("toggle", this, { signal, capture: true })
    this.addEventListener("click", this, { signal })
    document.addEventListener("board:changed", ({ detail }) => this.#ask(detail.you?.points ?? 0), { signal })
    if (this.#isOpen) this.#start()
  }

  disconnectedCallback() {
    this.#ends.abort()
  }

  handleEvent({ type, target }) {
    if (type === "toggle" && this.#isOpen) this.#start()
    else if (target.closest("[data-act=more]")) this.#load(this.#next)
  }

  get #isOpen() {
    return this.querySelector("details").open
  }

  /** The score moved: so did what is behind it, unless the person is reading further down. */
  #ask(points) {
    const asked = question(points, words())
    if (field(this, "question").textContent === asked) return
    write(field(this, "question"), asked)
    if (this.#isOpen && !this.contains(document.activeElement)) this.#start()
  }

  #start() {
    return this.#load(null)
  }

  async #load(cursor) {
    const button = field(this, "more")
    button.ariaBusy = "true"
    try {
      const { lines, next } = await api("GET", `/api/analytics/points${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`)
      this.#next = next
      const items = lines.map(draw)
      if (cursor) field(this, "lines").append(...items)
      else field(this, "lines").replaceChildren(...items)
      button.hidden = !next
      button.textContent = "Show more"
      write(field(this, "message"), lines.length || cursor ? "" : "No points yet. They come with the first task you complete.")
    } catch {
      write(field(this, "message"), "Couldn’t load the lines.")
      button.hidden = false
      button.textContent = "Try again"
    }
    button.ariaBusy = "false"
  }
}

function draw({ title, day, points, counted }) {
  const line = cloneTemplate("point-line")
  write(field(line, "title"), title ?? "A task that is gone")
  write(field(line, "day"), words().day(day))
  field(line, "day").setAttribute("datetime", day)
  write(field(line, "points"), signed(counted))
  const note = field(line, "note")
  note.hidden = counted === points
  write(note, `${signed(points)} without the daily limit`)
  return line
}

function signed(points) {
  return points > 0 ? `+${points}` : String(points).replace("-", "−")
}

customElements.define("point-lines", PointLinesElement)
