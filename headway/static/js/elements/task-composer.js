import * as creating from "../creating.js"
import { loadReader } from "../date-reader.js"
import { field, h, write } from "../dom.js"
import { openModal, popover } from "../layers.js"
import { announce } from "../messages.js"
import { keep, recall, words } from "../person.js"
import { PRIORITY } from "../phrases.js"
import { cut, MOST_LINES, partBefore, readLines } from "../quick-add.js"
import { uuid7 } from "../uuid.js"
import { showTime } from "./task-row.js"

const LONGEST_TITLE = 200
const READER_MS = 2000

/** Quick add: one line becomes a task. What is written is kept on this device until the server has it. */
export class TaskComposerElement extends HTMLElement {
  #id = uuid7()
  // What buttons and screens set: it holds as long as the line says nothing else.
  #set = {}
  #plain = []
  #readings = []
  #reader = null
  #loading = null
  #isCreating = false
  #created = ""

  connectedCallback() {
    for (const type of ["click", "keydown", "beforeinput", "input", "submit", "focusin"]) this.addEventListener(type, this)
    globalThis.visualViewport?.addEventListener("resize", () => this.#makeRoom())
  }

  /**
   * Open with what was left unfinished. `given` may set `due_date`, `due_time`, `priority` or the `line`; with an `id`
   * it is a task that could not be created, and nothing else is in the way. `usual` is what the screen begins a task
   * with where nothing was left.
   */
  open(given = {}, usual = {}) {
    if (this.#dialog.open) return
    this.#fill(given.id ? given : { ...(recall("form") ?? usual), ...given })
    openModal(this.#dialog, { returnTo: () => document.querySelector("task-list")?.stopFor(this.#created) ?? document.getElementById("screen-heading") })
    this.#makeRoom()
    this.#line.focus()
  }

  /** Open again for what could not be created. */
  resume() {
    creating.start((draft) => this.open(draft))
  }

  handleEvent(event) {
    if (event.type === "submit") this.#submit(event)
    else if (event.type === "keydown") this.#press(event)
    else if (event.type === "beforeinput") this.#erase(event)
    else if (event.type === "input") this.#write()
    else if (event.type === "focusin") this.#load()
    else this.#click(event.target.closest("[data-act]"))
  }

  #submit(event) {
    event.preventDefault()
    this.#create(false)
  }

  #press(event) {
    if (event.target !== this.#line || event.isComposing || event.key !== "Enter") return
    event.preventDefault()
    this.#create(event.shiftKey)
  }

  /** Straight after a part the first Backspace makes it text again; the next one erases. Phones tell no key, but this. */
  #erase(event) {
    if (event.inputType !== "deleteContentBackward") return
    const { selectionStart, selectionEnd } = this.#line
    const part = selectionStart === selectionEnd && partBefore(this.#parts, selectionEnd)
    if (!part) return
    event.preventDefault()
    this.#takeBack(part)
  }

  #click(control) {
    const { act, kind } = control?.dataset ?? {}
    if (act === "close") this.#dialog.close()
    else if (act === "clear") this.#clear(kind)
    else if (act === "priority") this.#choosePriority(control)
    else if (act === "due") this.#chooseDue(control)
  }

  #choosePriority(anchor) {
    popover("menu-priority").open(anchor, { checked: this.#fields.priority, choose: ({ value }) => this.#choose("priority", { priority: value }) })
  }

  async #chooseDue(anchor) {
    if (!customElements.get("date-picker")) await import("./date-picker.js")
    // What is chosen takes the place of what the line says: so that has to be known.
    await this.#read()
    if (!this.#dialog.open) return
    const { due_date: date, due_time: time } = this.#fields
    popover("date-picker").open(anchor, { date, time, choose: (due) => this.#choose("due", due) })
  }

  /** What is chosen takes the place of what the line said. */
  #choose(kind, values) {
    const part = this.#part(kind)
    if (part) this.#line.value = cut(this.#line.value, part)
    Object.assign(this.#set, values)
    this.#write()
  }

  #clear(kind) {
    const part = this.#part(kind)
    if (part) this.#takeBack(part)
    else this.#choose(kind, kind === "due" ? { due_date: null, due_time: null } : { priority: null })
    this.#line.focus()
  }

  #takeBack({ from, to }) {
    this.#plain.push(this.#line.value.slice(from, to).toLowerCase())
    this.#write()
  }

  /** The module that reads dates is large: it comes when somebody is about to write. */
  #load() {
    this.#loading ??= loadReader().then((reader) => {
      this.#reader = reader
      this.#loading = null
      if (this.#dialog.open) this.#show()
    })
  }

  /** Resolves when the dates in the line are known; whoever writes faster than the module comes waits for it, but not for long. */
  async #read() {
    if (!this.#reader) await Promise.race([this.#loading, new Promise((resolve) => { setTimeout(resolve, READER_MS) })])
  }

  async #create(stays) {
    if (this.#isCreating) return
    this.#isCreating = true
    await this.#read()
    this.#isCreating = false
    if (!this.#dialog.open) return
    this.#show()
    const error = errorIn(this.#readings)
    this.#showError(error)
    if (error) return this.#line.focus()
    this.#created = this.#id
    creating.create(this.#readings.map((reading, place) => [{ id: place ? uuid7() : this.#id, ...this.#fieldsOf(reading) }, { ...this.#draft, line: reading.line }]))
    keep("form", null)
    // Several in a row often share the day and the priority that were chosen.
    this.#fill(stays ? this.#set : {})
    if (!stays) this.#dialog.close()
    return undefined
  }

  #fill({ id = uuid7(), line = "", plain = [], due_date = null, due_time = null, priority = null }) {
    this.#id = id
    this.#line.value = line
    this.#plain = [...plain]
    this.#set = { due_date, due_time, priority }
    this.#showError("")
    this.#show()
  }

  #write() {
    const before = this.#spoken
    this.#show()
    if (this.#spoken !== before) announce(this.#spoken || "No date, no priority")
    keep("form", this.#line.value ? this.#draft : null)
    if (this.#line.value.trim()) this.#showError("")
  }

  #show() {
    const text = this.#line.value
    this.#readings = readLines(text, { findDates: this.#reader?.find ?? (() => []), plain: this.#plain, day: this.#set.due_date })
    if (this.#reader) this.#plain = this.#readings.flatMap(({ plain }) => plain)
    this.#showWash(text)
    this.#showDue(this.#fields)
    this.#showPriority(this.#fields.priority, Boolean(this.#reading.priority ?? this.#set.priority))
    write(field(this, "create"), this.#isMany ? `Create ${this.#readings.length} tasks` : "Create task")
  }

  #showWash(text) {
    const pieces = []
    let place = 0
    for (const { from, to, priority } of this.#parts) {
      pieces.push(text.slice(place, from), h("mark", { class: "task-composer__part", "data-priority": priority }, text.slice(from, to)))
      place = to
    }
    // A line break at the very end takes room only with something after it.
    field(this, "wash").replaceChildren(...pieces, `${text.slice(place)}\u200b`)
  }

  #showDue(due) {
    const time = field(this, "due")
    write(time, due.due_date ? words().dueInFull(due) : "Due date")
    showTime(time, due, words().dueSpelt(due))
    this.#showChip("due", Boolean(due.due_date))
  }

  #showPriority(priority, isSet) {
    write(field(this, "priority"), PRIORITY[priority])
    field(this, "priority-chip").dataset.priority = priority
    this.#showChip("priority", isSet)
  }

  #showChip(kind, isSet) {
    field(this, `${kind}-chip`).toggleAttribute("data-set", isSet)
    this.querySelector(`[data-act=clear][data-kind=${kind}]`).hidden = !isSet
  }

  #showError(error) {
    field(this, "line-error").hidden = !error
    write(field(this, "line-message"), error)
    this.#line.ariaInvalid = error ? "true" : null
  }

  /** On phones the keyboard covers the foot of the page: the sheet stands on it. */
  #makeRoom() {
    const view = globalThis.visualViewport
    if (view && this.#dialog.open) this.style.setProperty("--keyboard", `${Math.max(0, Math.round(innerHeight - view.height - view.offsetTop))}px`)
  }

  #part(kind) {
    return this.#reading.parts?.find((part) => part.kind === kind)
  }

  get #parts() {
    return this.#readings.flatMap(({ parts }) => parts)
  }

  get #isMany() {
    return this.#readings.length > 1
  }

  /** What the one line says; the chips tell nothing of several. */
  get #reading() {
    return this.#isMany ? {} : this.#readings[0] ?? {}
  }

  get #fields() {
    return this.#fieldsOf(this.#reading)
  }

  /** The task as a line and the chips have it. */
  #fieldsOf({ title, due_date, due_time, priority }) {
    const due = due_date ? { due_date, due_time } : { due_date: this.#set.due_date, due_time: this.#set.due_time }
    return { title, ...due, priority: priority ?? this.#set.priority ?? "medium" }
  }

  /** All that is needed to go on writing later. */
  get #draft() {
    return { line: this.#line.value, plain: this.#plain, ...this.#set }
  }

  /** What was understood, for people who listen. */
  get #spoken() {
    if (this.#isMany) return `${this.#readings.length} tasks`
    const { due_date, due_time, priority } = this.#reading
    return [due_date && `Due ${words().dueSpelt({ due_date, due_time })}`, priority && `${PRIORITY[priority]} priority`].filter(Boolean).join(". ")
  }

  get #dialog() {
    return this.querySelector("dialog")
  }

  get #line() {
    return this.querySelector("textarea")
  }
}

function errorIn(readings) {
  if (readings.length > MOST_LINES) return `Use at most ${MOST_LINES} lines: each becomes a task.`
  if (!readings.length || readings.some(({ title }) => !title)) return "Enter a title."
  return readings.some(({ title }) => Array.from(title).length > LONGEST_TITLE) ? `Use at most ${LONGEST_TITLE} characters.` : ""
}

customElements.define("task-composer", TaskComposerElement)
