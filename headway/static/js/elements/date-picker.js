import { loadReader } from "../date-reader.js"
import { addDays, addMonths, monthGrid, next, startOfWeek } from "../dates.js"
import { cloneTemplate, field, h, write } from "../dom.js"
import { openPopover } from "../layers.js"
import { words } from "../person.js"
import * as preferences from "../preferences.js"

const FIRST = "1970-01-01"
const LAST = "2199-12-31"

/** The due date: presets, words, a month and a time. What is chosen goes to the function it was opened with. */
export class DatePickerElement extends HTMLElement {
  #date = null
  #time = null
  #day = ""
  #choose = () => undefined
  #reader = null

  connectedCallback() {
    for (const type of ["click", "keydown", "input", "change"]) this.addEventListener(type, this)
  }

  /** Open at `anchor`; `choose({ due_date, due_time })` is called with every choice. */
  open(anchor, { date, time, choose }) {
    this.#choose = choose
    this.#load()
    this.#date = date
    this.#time = time
    this.#day = date ?? words().today()
    field(this, "text").value = ""
    write(field(this, "text-hint"), "")
    this.#show()
    openPopover(this, anchor)
    // Where fingers point, a field would bring up a keyboard over half of the choices.
    const first = matchMedia("(pointer: coarse)").matches ? this.querySelector("[data-act=preset]") : field(this, "text")
    first.focus()
  }

  handleEvent(event) {
    const { name } = event.target.dataset.field ? { name: event.target.dataset.field } : {}
    if (event.type === "click") this.#click(event.target.closest("[data-act]"))
    else if (event.type === "keydown") this.#press(event, name)
    else if (event.type === "input" && name === "text") this.#read(event.target.value)
    else if (event.type === "change" && name === "date") this.#set(event.target.value || null, this.#time)
    else if (event.type === "change" && name === "time") this.#set(this.#date ?? words().today(), event.target.value || null)
  }

  #click(control) {
    if (!control) return
    const { act, value } = control.dataset
    if (act === "preset") this.#finish(this.#presets[value], value === "none" ? null : this.#time)
    else if (act === "day") this.#finish(value, this.#time)
    else this.#turn(act === "next-month" ? 1 : -1)
  }

  #press(event, name) {
    if (name === "text" && event.key === "Enter") {
      event.preventDefault()
      this.#take(event.target.value)
    } else if (name === "time" && event.key === "Enter") {
      event.preventDefault()
      this.hidePopover()
    } else if (name === "day") this.#pressDay(event)
  }

  /** The grid's keys as in the ARIA pattern for dates. */
  #pressDay(event) {
    const { weekStart } = this.#week
    const first = startOfWeek(this.#day, weekStart)
    const day = {
      ArrowLeft: () => addDays(this.#day, -1),
      ArrowRight: () => addDays(this.#day, 1),
      ArrowUp: () => addDays(this.#day, -7),
      ArrowDown: () => addDays(this.#day, 7),
      Home: () => first,
      End: () => addDays(first, 6),
      PageUp: () => addMonths(this.#day, event.shiftKey ? -12 : -1),
      PageDown: () => addMonths(this.#day, event.shiftKey ? 12 : 1),
    }[event.key]?.()
    if (!day) return
    event.preventDefault()
    event.stopPropagation()
    if (day < FIRST || day > LAST) return
    this.#day = day
    this.#showMonth()
    this.querySelector("[data-field=day][tabindex='0']").focus()
  }

  /** Taken at once where the reader is here: the next key is meant for the list already. */
  #take(text) {
    if (!text.trim()) return this.hidePopover()
    if (!this.#reader) return this.#load().then((reader) => reader && this.#take(text))
    const due = this.#reader.parse(text)
    return due ? this.#finish(due.due_date, due.due_time) : undefined
  }

  async #load() {
    this.#reader ??= await loadReader()
    return this.#reader
  }

  async #read(text) {
    const due = (await this.#load())?.parse(text)
    // By now there may be more of it.
    if (field(this, "text").value !== text) return
    if (due) {
      this.#day = due.due_date
      this.#showMonth()
    }
    write(field(this, "text-hint"), due ? `${words().dueSpeltShort(due)}. Enter sets it.` : text.trim() && "Try “tomorrow”, “fri 15:00” or “24 nov”.")
  }

  #turn(months) {
    this.#day = addMonths(this.#day, months)
    this.#showMonth()
  }

  #set(date, time) {
    this.#date = date
    this.#time = date ? time : null
    if (date) this.#day = date
    this.#show()
    this.#choose({ due_date: this.#date, due_time: this.#time })
  }

  #finish(date, time) {
    this.hidePopover()
    this.#choose({ due_date: date, due_time: time })
  }

  get #presets() {
    const today = words().today()
    return { today, tomorrow: addDays(today, 1), "next-week": next(today, 1), none: null }
  }

  get #week() {
    const { weekStart } = preferences.read()
    if (weekStart !== "auto") return { weekStart: Number(weekStart) }
    const locale = new Intl.Locale(navigator.language || "en")
    const { firstDay } = locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: 1 }
    return { weekStart: firstDay % 7 }
  }

  #show() {
    const { weekdayShort, dayAndMonth } = words()
    const { today, tomorrow, "next-week": nextWeek } = this.#presets
    write(field(this, "preset-today"), weekdayShort(today))
    write(field(this, "preset-tomorrow"), weekdayShort(tomorrow))
    write(field(this, "preset-next-week"), dayAndMonth(nextWeek))
    field(this, "date").value = this.#date ?? ""
    field(this, "time").value = this.#time ?? ""
    this.#showMonth()
  }

  #showMonth() {
    const { fullDay, month, number, today, weekdayLetter, weekdayName } = words()
    const weeks = monthGrid(this.#day, this.#week.weekStart)
    write(field(this, "month"), month(this.#day))
    field(this, "weekdays").replaceChildren(...weeks[0].map((day) => h("th", { scope: "col", abbr: weekdayName(day) }, weekdayLetter(day))))
    field(this, "days").replaceChildren(...weeks.map((week) => h("tr", { role: "row" }, ...week.map((day) => {
      const cell = cloneTemplate("date-cell")
      const button = field(cell, "day")
      button.textContent = number(Number(day.slice(8)))
      button.ariaLabel = fullDay(day)
      button.dataset.value = day
      button.tabIndex = day === this.#day ? 0 : -1
      button.disabled = day < FIRST || day > LAST
      cell.ariaSelected = String(day === this.#date)
      if (day === today()) button.ariaCurrent = "date"
      cell.toggleAttribute("data-outside", day.slice(0, 7) !== this.#day.slice(0, 7))
      return cell
    }))))
  }
}

customElements.define("date-picker", DatePickerElement)
