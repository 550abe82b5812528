import * as counts from "../counts.js"
import { firstHour, hourOf, marksOf } from "../day-marks.js"
import { cloneTemplate, field, write } from "../dom.js"
import { events as listingEvents, listing } from "../listing.js"
import { words } from "../person.js"
import { lineName } from "../phrases.js"
import * as tasks from "../tasks.js"

/** The hours of today with what is due in them; a mark leads to its row. */
export class TodayLineElement extends HTMLElement {
  #ends
  #width = 0
  #isDue = false

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    for (const hour of this.querySelectorAll("[data-at]")) hour.style.setProperty("--at", hour.dataset.at)
    this.addEventListener("click", this, { signal })
    listingEvents.addEventListener("listing:changed", () => this.#showOnce(), { signal })
    tasks.events.addEventListener("task:changed", () => this.#showOnce(), { signal })
    counts.events.addEventListener("counts:changed", () => this.#showOnce(), { signal })
    document.addEventListener("minute:changed", () => this.#showOnce(), { signal })
    // Told how wide it is: asking would have the whole page laid out there and then.
    const watch = new ResizeObserver(([{ contentRect: { width } }]) => this.#fit(Math.round(width)))
    watch.observe(this.firstElementChild)
    signal.addEventListener("abort", () => watch.disconnect())
    this.#show()
  }

  disconnectedCallback() {
    this.#ends.abort()
  }

  handleEvent({ target }) {
    const mark = target.closest("[data-id]")
    if (mark) document.querySelector("task-list").stopFor(mark.dataset.id)?.focus()
  }

  #fit(width) {
    if (!width || width === this.#width) return
    this.#width = width
    this.#show()
  }

  /** A page of tasks comes as a change of each: draw them together. */
  #showOnce() {
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => {
      this.#isDue = false
      this.#show()
    })
  }

  #show() {
    const timed = this.#timed
    this.hidden = !timed.length
    if (!timed.length || !this.#width) return
    const now = words().clock().slice(11)
    const start = firstHour([now, ...timed.map((task) => task.due_time)])
    this.dataset.start = start
    this.style.setProperty("--now", hourOf(now))
    write(field(this, "time"), words().time(now))
    field(this, "marks").replaceChildren(...marksOf(timed, start, this.#width).map(drawn))
    const { due_today: open = 0, due_today_completed: done = 0 } = counts.read()
    this.ariaLabel = lineName(open + done, done, this.#next(timed, now))
    this.dataset.ready = ""
  }

  /** What is due today at a time, as far as the list has it. */
  get #timed() {
    const today = words().today()
    const known = listing.groups.flatMap(({ ids }) => ids).map((id) => tasks.get(id))
    return known.filter((task) => task && task.due_date === today && task.due_time && !task.deleted_at)
  }

  #next(timed, now) {
    const open = timed.filter((task) => task.status !== "completed" && task.due_time >= now)
    return open.toSorted((one, other) => (one.due_time < other.due_time ? -1 : 1))[0]
  }
}

/** A mark of one task, or of several with their number; it leads to the first that is still open. */
function drawn({ at, tasks: here }) {
  const mark = cloneTemplate("day-mark")
  const first = here.find((task) => task.status !== "completed") ?? here[0]
  mark.style.setProperty("--at", at)
  Object.assign(mark.dataset, { id: first.id, priority: first.priority, status: first.status })
  if (here.length > 1) {
    mark.dataset.many = ""
    write(field(mark, "count"), words().number(here.length))
  }
  return mark
}

customElements.define("today-line", TodayLineElement)
