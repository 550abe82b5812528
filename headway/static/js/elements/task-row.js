import { field, write } from "../dom.js"
import { words } from "../person.js"
import { PRIORITY, STATUS, beside, dueDateTold } from "../phrases.js"

const SHOWN = ["id", "version", "title", "status", "priority", "due_date", "due_time", "deleted_at"]

const DAYS_IN_TRASH = 30

/** One row of the grid: shows the task it is given, or reads the one that the server drew. */
export class TaskRowElement extends HTMLElement {
  #shown = null
  #words = null
  #day = ""
  #group = ""
  #isUnderItsDay = false

  /** What the server wrote into this row, as far as a row tells it. */
  read() {
    const { id, version, status, priority, dueDate, dueTime } = this.dataset
    return {
      id, status, priority,
      version: Number(version),
      title: field(this, "title").textContent.trim(),
      due_date: dueDate || null,
      due_time: dueTime || null,
      deleted_at: field(this, "deleted")?.dateTime || null,
    }
  }

  set task(task) {
    if (!this.#isNews(task)) return
    const { dataset } = this
    dataset.id = task.id
    dataset.version = task.version
    // The style sheet draws disc, glyph and stroke from these two.
    if (dataset.status !== task.status) dataset.status = task.status
    if (dataset.priority !== task.priority) dataset.priority = task.priority
    write(field(this, "title").querySelector("bdi"), task.title)
    this.ariaLabel = task.title
    if (this.isTrashed) this.#showTrashed(task)
    else this.#showOpen(task)
  }

  get isTrashed() {
    return this.classList.contains("task-row--trash")
  }

  /** The elements of this row that can have the focus, in the order of its cells. */
  get stops() {
    return [...this.querySelectorAll("a[href][data-field=title], button")]
  }

  /** Where the focus goes when it comes to this row from elsewhere. */
  get mainStop() {
    return this.querySelector("[tabindex='0']") ?? this.querySelector("a[href][data-field=title], [data-field=restore]")
  }

  /**
   * Turn the title into a field; `save(text, seen)` is called once, with the trimmed text and the one that it began with,
   * unless Esc gives it up.
   */
  rename(save) {
    const link = field(this, "title")
    if (this.classList.contains("task-row--editing")) return
    const seen = link.textContent.trim()
    const input = document.createElement("input")
    Object.assign(input, { className: "task-row__input", value: seen, maxLength: 200, dir: "auto", ariaLabel: "Title" })
    this.classList.add("task-row--editing")
    link.after(input)
    input.focus()
    input.setSelectionRange(input.value.length, input.value.length)
    let isOver = false
    const end = (text) => {
      // Taking the field away makes it lose the focus, which would end it a second time.
      if (isOver) return
      isOver = true
      const hadFocus = input === document.activeElement
      this.classList.remove("task-row--editing")
      input.remove()
      if (hadFocus) link.focus()
      if (text && text !== seen) save(text, seen)
    }
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return
      event.preventDefault()
      event.stopPropagation()
      end(event.key === "Enter" ? input.value.trim() : "")
    })
    input.addEventListener("blur", () => end(input.value.trim()))
  }

  /** A list is drawn anew more often than its rows change. */
  #isNews(task) {
    const day = words().today()
    const { group = "", first, last } = this.closest("[data-group]")?.dataset ?? {}
    const isSame = this.#words === words() && this.#day === day && this.#group === group
    if (this.#shown && isSame && SHOWN.every((name) => this.#shown[name] === task[name])) return false
    this.#shown = task
    this.#words = words()
    this.#day = day
    this.#group = group
    this.#isUnderItsDay = group === task.due_date && first === last
    return true
  }

  #showOpen(task) {
    const { due, dueSpelt, isOverdue, time: clock } = words()
    field(this, "title").setAttribute("aria-description", beside(task, words()))
    this.toggleAttribute("data-overdue", isOverdue(task))
    this.dataset.dueDate = task.due_date ?? ""
    this.dataset.dueTime = task.due_time ?? ""
    const disc = field(this, "disc")
    disc.ariaChecked = String(task.status === "completed")
    disc.ariaLabel = `Complete: ${task.title}`
    write(field(this, "status"), `, ${STATUS[task.status].toLowerCase()}`)
    write(field(this, "priority"), PRIORITY[task.priority])
    const time = field(this, "due")
    const text = this.#isUnderItsDay ? task.due_time && clock(task.due_time) : due(task)
    this.toggleAttribute("data-undated", !text)
    write(time, text ?? "")
    showTime(time, task, dueSpelt(task))
    field(this, "due-button").ariaLabel = dueDateTold(task, words())
    field(this, "more").ariaLabel = `More for ${task.title}`
  }

  #showTrashed(task) {
    write(field(this, "status"), STATUS[task.status])
    const { momentSpelt, daysAway } = words()
    const deleted = field(this, "deleted")
    if (task.deleted_at) {
      deleted.dateTime = task.deleted_at
      deleted.title = momentSpelt(task.deleted_at)
      write(deleted, daysAway(task.deleted_at))
      write(field(this, "gone"), daysAway(task.deleted_at, DAYS_IN_TRASH))
    }
    field(this, "remove").ariaLabel = `Delete for good: ${task.title}`
    field(this, "restore").ariaLabel = `Restore: ${task.title}`
  }
}

/** Show an instant in a `<time>`; without one nothing changes. */
export function showMoment(time, instant) {
  if (!instant) return
  time.dateTime = instant
  time.title = words().momentSpelt(instant)
  write(time, words().moment(instant))
}

/** Give a `<time>` the machine's and the spelt-out form of a due date. */
export function showTime(time, { due_date: date, due_time: clock }, spelt) {
  if (!date) {
    time.removeAttribute("datetime")
    time.removeAttribute("title")
    return
  }
  time.dateTime = clock ? `${date}T${clock}` : date
  time.title = spelt
}

customElements.define("task-row", TaskRowElement)
