import { handle } from "../commands.js"
import { field, write } from "../dom.js"
import { events as listingEvents, listing } from "../listing.js"
import { announce } from "../messages.js"
import { words } from "../person.js"
import { dueWord, PRIORITY, SORT, STATUS } from "../phrases.js"
import * as router from "../router.js"

const TYPING_PAUSE_MS = 120

/** Filters and order of the list: every change is in the URL at once. */
export class FilterBarElement extends HTMLElement {
  #ends
  #typing
  #awaitsCount = false

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    for (const type of ["change", "input", "submit", "click", "keydown"]) this.addEventListener(type, this, { signal })
    this.addEventListener("toggle", this, { signal, capture: true })
    router.events.addEventListener("route:changed", ({ detail }) => this.#show(detail.route), { signal })
    listingEvents.addEventListener("listing:changed", () => this.#showCount(), { signal })
    this.#handleCommands(signal)
    this.#show(router.current())
  }

  disconnectedCallback() {
    this.#ends.abort()
    clearTimeout(this.#typing)
  }

  handleEvent(event) {
    const { type, target } = event
    if (type === "submit") this.#submit(event)
    else if (type === "click") this.#click(event)
    else if (type === "keydown") this.#press(event)
    else if (type === "toggle") this.#toggled(event)
    else if (target.name === "q") this.#type()
    else if (type === "change") this.#apply(target.name)
  }

  #handleCommands(signal) {
    handle("list.filter", () => this.#form.q.select() ?? this.#form.q.focus(), { signal })
    handle("filters.clear", () => this.#clear(), { signal, can: () => router.isFiltered(router.current()) })
    for (const value of this.#offered("sort", SORT)) handle(`sort.${value}`, () => this.#sort(value), { signal, can: () => router.current().sort !== value })
    for (const [name, words] of [["status", STATUS], ["priority", PRIORITY]]) {
      for (const value of this.#offered(name, words)) {
        handle(`${name}.${value}`, () => this.#filter({ [name]: [value] }), { signal, can: () => String(router.current()[name]) !== value })
      }
    }
  }

  /** The values of a field that this screen has: Today has no order but its own. */
  #offered(name, words) {
    return Object.keys(words).filter((value) => this.#form.querySelector(`[name=${name}][value=${value}]`))
  }

  #filter(changes) {
    this.#awaitsCount = true
    router.filter(changes)
  }

  #clear() {
    this.#filter(router.UNFILTERED)
  }

  #sort(sort) {
    router.filter({ sort })
    announce(`Sorted by ${SORT[sort].toLowerCase()}`)
  }

  /** Take the fields into the URL. */
  #apply(name = "") {
    const isSort = name === "sort"
    clearTimeout(this.#typing)
    const data = new FormData(this.#form)
    const text = (name) => data.get(name) ?? ""
    router.filter({
      status: text("status") ? [text("status")] : [],
      priority: data.getAll("priority"),
      // A name for days takes the place of days, and the other way round.
      ...(name === "due" ? { due: text("due"), dueFrom: "", dueTo: "" } : {}),
      sort: text("sort") || "created",
      q: text("q").trim(),
    })
    if (isSort) announce(`Sorted by ${SORT[text("sort")].toLowerCase()}`)
    this.#awaitsCount = !isSort
  }

  /** While somebody types, one request a pause is enough. */
  #type() {
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => this.#apply(), TYPING_PAUSE_MS)
  }

  #submit(event) {
    event.preventDefault()
    this.#apply()
  }

  #click(event) {
    if (event.target.closest("[data-act=clear-filters]")) {
      event.preventDefault()
      this.#clear()
      this.#form.querySelector("[name=status]:checked").focus()
    }
    // A choice made by pointing is made; with the arrows one may still be on the way to another. A label's click on its
    // input is also one, without a place on the screen.
    const isPointed = event.pointerType && event.target.matches("label, label *")
    if (isPointed && event.target.closest("[popover]")?.querySelector("[type=radio]")) setTimeout(() => event.target.closest("[popover]").hidePopover())
  }

  #press(event) {
    const menu = event.target.closest("[popover]")
    if (event.key === "Enter" && menu) {
      event.preventDefault()
      menu.hidePopover()
    } else if (event.key === "Escape" && event.target.name === "q") {
      event.preventDefault()
      if (!event.target.value) return document.querySelector("task-list").place.focus()
      event.target.value = ""
      this.#apply()
    } else if (menu && event.target.type === "checkbox" && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault()
      const boxes = [...menu.querySelectorAll("input")]
      const step = event.key === "ArrowDown" ? 1 : boxes.length - 1
      boxes[(boxes.indexOf(event.target) + step) % boxes.length].focus()
    }
  }

  #toggled({ target, newState }) {
    if (newState === "open") (target.querySelector("input:checked") ?? target.querySelector("input"))?.focus()
  }

  #show(route) {
    const form = this.#form
    const check = (name, values) => {
      for (const input of form.querySelectorAll(`[name=${name}]`)) input.checked = values.includes(input.value)
    }
    check("status", route.status.length ? route.status : [""])
    check("priority", route.priority)
    check("due", [route.dueFrom || route.dueTo ? "" : route.due])
    check("sort", [route.sort])
    if (document.activeElement !== form.q) form.q.value = route.q
    this.#showChip("filter-priority", "priority-word", priorityWord(route.priority), route.priority.length > 0)
    this.querySelector("[popovertarget=filter-priority]").dataset.priority = route.priority[0] ?? "high"
    const due = dueWord(route, words())
    this.#showChip("filter-due", "due-word", due || "Due", Boolean(due))
    write(field(this, "sort-word"), SORT[route.sort] ?? "Newest")
    field(this, "clear").hidden = !router.isFiltered(route)
  }

  #showChip(popover, name, word, isOn) {
    const chip = this.querySelector(`[popovertarget=${popover}]`)
    chip?.toggleAttribute("data-on", isOn)
    if (chip) write(field(chip, name), word)
  }

  #showCount() {
    if (listing.state !== "ready") return
    const text = words().count(listing.total, "task", "tasks")
    write(field(this, "count"), text)
    if (this.#awaitsCount) announce(text)
    this.#awaitsCount = false
  }

  get #form() {
    return this.querySelector("form")
  }
}

function priorityWord(priorities) {
  if (priorities.length === 0) return "Priority"
  return priorities.length === 1 ? PRIORITY[priorities[0]] : `${priorities.length} priorities`
}

customElements.define("filter-bar", FilterBarElement)
