import { create, sendUnsent } from "../creating.js"
import * as drafts from "../drafts.js"
import { field, write } from "../dom.js"
import { openModal } from "../layers.js"
import { words } from "../person.js"
import { PRIORITY } from "../phrases.js"
import { uuid7 } from "../uuid.js"
import { showTime } from "./task-row.js"

/** The form for a new task. What is typed is kept on this device until the server has it. */
export class TaskComposerElement extends HTMLElement {
  #id = uuid7()

  connectedCallback() {
    for (const type of ["click", "keydown", "input", "submit"]) this.addEventListener(type, this)
  }

  /** Open the form with what was left in it, or with the given task's text. */
  open(task) {
    if (this.#dialog.open) return
    this.#fill(task ?? drafts.readForm() ?? {})
    openModal(this.#dialog, { returnTo: () => document.getElementById("screen-heading") })
    this.#form.title.focus()
  }

  /** Send what an earlier page could not. */
  resume() {
    sendUnsent((task) => this.open(task))
  }

  handleEvent(event) {
    if (event.type === "submit") this.#submit(event)
    else if (event.type === "keydown") this.#press(event)
    else if (event.type === "input") this.#keep()
    else this.#click(event.target.closest("[data-act]"))
  }

  #submit(event) {
    event.preventDefault()
    this.#create(false)
  }

  #press(event) {
    if (event.key !== "Enter" || event.isComposing) return
    const isCommand = event.ctrlKey || event.metaKey
    // In the notes, Enter is a new line.
    if (event.target.name === "description" && !isCommand) return
    if (!event.target.matches("textarea")) return
    event.preventDefault()
    this.#create(event.shiftKey)
  }

  async #click(control) {
    const act = control?.dataset.act
    if (act === "close") this.#dialog.close()
    else if (act === "clear-due") this.#setDue({ due_date: null, due_time: null })
    else if (act === "priority") {
      document.getElementById("menu-priority").open(control, { checked: control.dataset.priority, choose: ({ value }) => this.#setPriority(value) })
    } else if (act === "due") {
      if (!customElements.get("date-picker")) await import("./date-picker.js")
      const { dueDate, dueTime } = control.dataset
      document.getElementById("date-picker").open(control, { date: dueDate || null, time: dueTime || null, choose: (due) => this.#setDue(due) })
    }
  }

  #create(stays) {
    const fields = this.#read()
    if (!this.#isFine(fields)) return
    create({ id: this.#id, ...fields }, (task) => this.open(task))
    drafts.keepForm(null)
    // Several in a row often share their day and priority.
    this.#fill(stays ? { priority: fields.priority, due_date: fields.due_date, due_time: fields.due_time } : {})
    if (stays) this.#form.title.focus()
    else this.#dialog.close()
  }

  #isFine({ title }) {
    const error = title ? "" : "Enter a title."
    field(this, "title-error").hidden = !error
    write(field(this, "title-message"), error)
    this.#form.title.ariaInvalid = error ? "true" : null
    if (error) this.#form.title.focus()
    return !error
  }

  #read() {
    const { title, description } = this.#form
    const { dueDate, dueTime } = this.#button("due").dataset
    return {
      title: title.value.replace(/\s+/gu, " ").trim(),
      description: description.value,
      priority: this.#button("priority").dataset.priority,
      due_date: dueDate || null,
      due_time: dueTime || null,
    }
  }

  #fill({ id = uuid7(), title = "", description = "", priority = "medium", due_date: date = null, due_time: time = null }) {
    this.#id = id
    this.#form.title.value = title
    this.#form.description.value = description
    this.#isFine({ title: "not asked yet" })
    this.#showPriority(priority)
    this.#showDue({ due_date: date, due_time: time })
  }

  #setPriority(priority) {
    this.#showPriority(priority)
    this.#keep()
  }

  #setDue(due) {
    this.#showDue(due)
    this.#keep()
    if (!due.due_date) this.#button("due").focus()
  }

  #showPriority(priority) {
    this.#button("priority").dataset.priority = priority
    write(field(this, "priority"), PRIORITY[priority])
  }

  #showDue(due) {
    const { dataset } = this.#button("due")
    dataset.dueDate = due.due_date ?? ""
    dataset.dueTime = due.due_time ?? ""
    const time = field(this, "due")
    write(time, words().dueInFull(due))
    showTime(time, due, words().dueSpelt(due))
    field(this, "clear-due").hidden = !due.due_date
  }

  #keep() {
    const fields = this.#read()
    const { title, description } = this.#form
    drafts.keepForm(title.value || description.value ? { ...fields, title: title.value } : null)
    if (title.value.trim()) this.#isFine(fields)
  }

  #button(act) {
    return this.querySelector(`[data-act=${act}]`)
  }

  get #dialog() {
    return this.querySelector("dialog")
  }

  // `title` is also a property of every element, but a form's own field of that name comes first.
  get #form() {
    return this.querySelector("form")
  }
}

customElements.define("task-composer", TaskComposerElement)
