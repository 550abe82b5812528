import { field, write } from "../dom.js"
import { spoken } from "../insights.js"
import { announce } from "../messages.js"
import { words } from "../person.js"

/** A chart that can be read mark by mark: one tab stop, arrows walk, and the pointer shows the same words. */
export class ChartFigureElement extends HTMLElement {
  #current = null
  #day = ""

  connectedCallback() {
    const plot = field(this, "plot")
    for (const type of ["keydown", "focus", "blur", "pointermove", "pointerleave"]) plot.addEventListener(type, this)
  }

  handleEvent(event) {
    if (event.type === "keydown") this.#press(event)
    else if (event.type === "pointermove") this.#point(event)
    else if (event.type === "focus") this.#show(this.#lastRead, { isSpoken: event.target.matches(":focus-visible") })
    else this.#show(null)
  }

  get #marks() {
    return [...field(this, "marks").children]
  }

  /** Where reading stopped, at first the present one. */
  get #lastRead() {
    return this.#marks.find(({ dataset }) => dataset.day === this.#day) ?? this.#marks.at(-1)
  }

  /** Left and right go by `data-step` marks where the days of a week stand below each other. */
  #press(event) {
    const marks = this.#marks
    const place = marks.indexOf(this.#current)
    const step = Number(this.dataset.step ?? 1)
    const to = { ArrowLeft: place - step, ArrowRight: place + step, ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: marks.length - 1 }[event.key]
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    this.#show(marks[Math.max(0, Math.min(marks.length - 1, to))], { isSpoken: true })
  }

  #point({ clientX, target }) {
    // Bars are found anywhere above or below them, cells only where they are.
    const { left, width } = field(this, "plot").getBoundingClientRect()
    const marks = this.#marks
    const mark = this.dataset.step ? target.closest("[data-day]") : marks[Math.max(0, Math.min(marks.length - 1, Math.floor((clientX - left) / width * marks.length)))]
    this.#show(mark)
  }

  #show(mark, { isSpoken = false } = {}) {
    if (mark === this.#current && !isSpoken) return
    this.#current?.removeAttribute("data-current")
    this.#current = mark
    mark?.setAttribute("data-current", "")
    if (isSpoken) this.#day = mark.dataset.day
    const text = mark ? spoken({ day: mark.dataset.day, value: Number(mark.dataset.value) }, this.dataset.unit, words()) : ""
    write(field(this, "point"), text)
    if (isSpoken) announce(text)
  }
}

customElements.define("chart-figure", ChartFigureElement)
