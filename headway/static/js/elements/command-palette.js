import { api } from "../api.js"
import { linkTo } from "../choosing.js"
import { canRun, COMMANDS, run } from "../commands.js"
import { cloneTemplate, field, h, write } from "../dom.js"
import { shown } from "../keyboard.js"
import { openModal } from "../layers.js"
import { listing } from "../listing.js"
import { announce } from "../messages.js"
import { groupsFor } from "../palette.js"
import { keep, recall, words } from "../person.js"
import { STATUS } from "../phrases.js"
import * as router from "../router.js"
import * as tasks from "../tasks.js"

const TYPING_PAUSE_MS = 150
const COUNT_MS = 500
const SHORTEST_SEARCH = 2
const MOST_FOUND = 6
const PAGE_OPTIONS = 8
// The highlighter stays rare.
const MOST_MARKED = 2
const MOST_RECENT = 30

/** Every task and every command at one place: type, choose, Enter. */
export class CommandPaletteElement extends HTMLElement {
  // What can be done is known before the palette takes the focus from where it would be done.
  #commands = []
  #options = []
  #active = 0
  #found = []
  #asking = null
  #typing
  #counting

  connectedCallback() {
    if (this.firstElementChild) return
    this.append(cloneTemplate("command-palette"))
    for (const type of ["click", "keydown", "input", "pointermove"]) this.addEventListener(type, this)
    this.#dialog.addEventListener("close", () => this.#rest())
  }

  /** Show the palette; when it is open already, close it. Over another dialog there is nothing for it to do. */
  open() {
    if (this.#dialog.open) return this.#dialog.close()
    if (document.querySelector("dialog:modal:not(#task-panel)")) return undefined
    this.#commands = COMMANDS.filter(({ id, isMove }) => !isMove && canRun(id))
    this.#found = []
    this.#query.value = ""
    this.#note("")
    openModal(this.#dialog, { returnTo: () => document.getElementById("screen-heading") })
    this.#show()
    return this.#query.focus()
  }

  handleEvent(event) {
    if (event.type === "input") this.#type()
    else if (event.type === "keydown") this.#press(event)
    else if (event.type === "pointermove") this.#point(event)
    else this.#click(event)
  }

  #press(event) {
    if (event.isComposing) return
    const last = this.#options.length - 1
    const wrapped = (place) => (place + last + 1) % (last + 1)
    const place = {
      ArrowDown: () => wrapped(this.#active + 1),
      ArrowUp: () => wrapped(this.#active - 1),
      PageDown: () => Math.min(this.#active + PAGE_OPTIONS, last),
      PageUp: () => Math.max(this.#active - PAGE_OPTIONS, 0),
    }[event.key]?.()
    if (place !== undefined) this.#activate(place, { scrolls: true })
    else if (event.key === "Enter" && event.target === this.#query) this.#take(this.#options[this.#active], event)
    else return
    event.preventDefault()
  }

  #click(event) {
    const place = this.#placeOf(event.target)
    if (place >= 0) this.#take(this.#options[place], event)
    else if (event.target.closest("[data-act=close]") || event.target === this.#dialog) this.#dialog.close()
  }

  /** Moving the pointer chooses; a list that moves under it does not. */
  #point({ target, movementX, movementY }) {
    const place = this.#placeOf(target)
    if (place >= 0 && place !== this.#active && (movementX || movementY)) this.#activate(place)
  }

  #placeOf(target) {
    return this.#elements.indexOf(target.closest("[role=option]"))
  }

  #type() {
    this.#found = []
    this.#note("")
    this.#active = 0
    this.#show()
    this.#asking?.abort()
    clearTimeout(this.#typing)
    if (this.#words.length >= SHORTEST_SEARCH) this.#typing = setTimeout(() => this.#ask(this.#words), TYPING_PAUSE_MS)
  }

  /** Ask the server for what is not at hand; one that is typed over is no longer waited for. */
  async #ask(q) {
    this.#asking = new AbortController()
    const { signal } = this.#asking
    try {
      const page = await api("GET", `/api/tasks?${new URLSearchParams({ q, limit: MOST_FOUND })}`, undefined, { signal })
      if (signal.aborted) return
      this.#found = page.tasks.filter(({ id }) => !tasks.get(id))
      tasks.receive(page.tasks)
      this.#show()
    } catch (problem) {
      if (!signal.aborted) this.#note(problem.status === 0 ? "You’re offline, so this is what is at hand here." : "Couldn’t search all your tasks. This is what is at hand here.")
    }
  }

  /** Do what was chosen once the palette is gone and the focus is back where it was. */
  #take(option, { ctrlKey, metaKey }) {
    if (!option) return
    const { task, command, given = {} } = option
    if (option.key !== "new") keep("recent", [option.key, ...recent().filter((key) => key !== option.key)].slice(0, MOST_RECENT))
    this.#dialog.addEventListener("close", () => {
      if (command) run(command.id, given)
      else if (ctrlKey || metaKey || document.body.dataset.screen === "task") location.assign(linkTo(task.id))
      else router.open(task.id)
    }, { once: true })
    this.#dialog.close()
  }

  #rest() {
    this.#asking?.abort()
    clearTimeout(this.#typing)
    clearTimeout(this.#counting)
    this.#list.replaceChildren()
    this.#options = []
  }

  #show() {
    const before = this.#options[this.#active]?.key
    const groups = groupsFor(this.#words, { tasks: this.#atHand, found: this.#found, commands: this.#commands, recent: recent() })
    this.#options = groups.flatMap(({ options }) => options)
    let place = 0
    this.#list.replaceChildren(...groups.map(({ name, options }, index) => h("div", { role: "group", "aria-labelledby": `palette-group-${index}` },
      h("div", { class: "command-palette__heading", role: "presentation", id: `palette-group-${index}` }, name),
      ...options.map((option) => this.#draw(option, place++)))))
    const same = this.#options.findIndex(({ key }) => key === before)
    this.#activate(this.#active && same >= 0 ? same : 0, { scrolls: true })
    clearTimeout(this.#counting)
    this.#counting = setTimeout(() => announce(words().count(this.#options.length, "result", "results")), COUNT_MS)
  }

  #draw({ name, ranges, task, command, given }, place) {
    const element = cloneTemplate("palette-option")
    element.id = `palette-option-${place}`
    element.dataset.kind = task ? "task" : "command"
    field(element, "name").append(...marked(name, ranges))
    if (task) this.#drawTask(element, task)
    // The keys of a command do not bring what is typed here along.
    else if (!given && command.keys.length) write(field(element, "keys"), shown(command.keys[0]))
    return element
  }

  #drawTask(element, task) {
    element.dataset.status = task.status
    write(field(element, "status"), `, ${STATUS[task.status].toLowerCase()}`)
    const due = field(element, "due")
    write(due, words().due(task))
    due.toggleAttribute("data-overdue", words().isOverdue(task))
  }

  #activate(place, { scrolls = false } = {}) {
    this.#setMarks(this.#active, false)
    this.#elements[this.#active]?.setAttribute("aria-selected", "false")
    this.#active = place
    const option = this.#elements[place]
    if (!option) return
    option.setAttribute("aria-selected", "true")
    this.#setMarks(place, true)
    this.#query.setAttribute("aria-activedescendant", option.id)
    // With the first one its heading comes into sight too.
    if (scrolls && place === 0) this.#list.scrollTop = 0
    else if (scrolls) option.scrollIntoView({ block: "nearest" })
  }

  #setMarks(place, isOn) {
    const marks = this.#elements[place]?.querySelectorAll("mark") ?? []
    for (const mark of [...marks].slice(0, MOST_MARKED)) mark.classList.toggle("hl", isOn)
  }

  #note(text) {
    const note = field(this, "note")
    note.hidden = !text
    write(note, text)
    if (text) announce(text)
  }

  /** The tasks known here, those in sight first. */
  get #atHand() {
    const inSight = new Set(listing.isTrash ? [] : listing.ids)
    const open = tasks.all().filter((task) => !task.deleted_at)
    return [...[...inSight].map(tasks.get).filter(Boolean), ...open.filter(({ id }) => !inSight.has(id))]
  }

  get #elements() {
    return [...this.#list.querySelectorAll("[role=option]")]
  }

  get #words() {
    return this.#query.value.trim()
  }

  get #dialog() {
    return this.querySelector("dialog")
  }

  get #query() {
    return field(this, "query")
  }

  get #list() {
    return field(this, "list")
  }
}

/** The keys of what the person chose lately, newest first. */
const recent = () => recall("recent") ?? []

/** A name with its hits in `<mark>`s, as nodes. */
function marked(name, ranges) {
  const pieces = []
  let place = 0
  for (let index = 0; index < ranges.length; index += 2) {
    const [from, to] = [ranges[index], ranges[index + 1]]
    pieces.push(name.slice(place, from), h("mark", {}, name.slice(from, to)))
    place = to
  }
  return [...pieces, name.slice(place)]
}

customElements.define("command-palette", CommandPaletteElement)
