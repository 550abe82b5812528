import * as acts from "../acts.js"
import { announce } from "../announce.js"
import { choosePriority, chooseDue, chooseStatus } from "../choosing.js"
import { handle, run } from "../commands.js"
import { cloneTemplate, field, write } from "../dom.js"
import { events as listingEvents, listing, load, refresh } from "../listing.js"
import { words } from "../person.js"
import { noMatch } from "../phrases.js"
import * as router from "../router.js"
import { position } from "../scrolling.js"
import * as selection from "../selection.js"
import * as tasks from "../tasks.js"
import "./task-row.js"

const SKELETON_AFTER_MS = 150
const SKELETON_AT_LEAST_MS = 300
const PAGE_ROWS = 10

/** The list as a grid: one tab stop, arrows between rows and cells, every command of a task at hand. */
export class TaskListElement extends HTMLElement {
  #ends
  #rows = new Map()
  #place = null
  #pointing = false
  #skeletonAt = 0
  #skeletonTimer

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    for (const row of this.querySelectorAll("task-row")) this.#rows.set(row.dataset.id, row)
    for (const type of ["click", "keydown", "focusin", "contextmenu", "pointerenter", "pointerleave"]) this.addEventListener(type, this, { signal })
    listingEvents.addEventListener("listing:changed", ({ detail }) => this.#show(detail), { signal })
    tasks.events.addEventListener("task:changed", ({ detail }) => this.#update(detail), { signal })
    acts.events.addEventListener("trouble:changed", ({ detail }) => this.#mark(detail.id), { signal })
    selection.events.addEventListener("selection:changed", () => this.#showSelection(), { signal })
    router.events.addEventListener("route:changed", () => this.#showOpen(), { signal })
    document.addEventListener("messages:left", () => this.focusPlace(), { signal })
    this.#handleCommands(signal)
  }

  disconnectedCallback() {
    this.#ends.abort()
  }

  /** The tasks of the rows that the server drew. */
  read() {
    return [...this.#rows.values()].map((row) => row.read())
  }

  /** Draw what is known over what the server drew: dates in the person's own language and zone. */
  refine() {
    this.#show({})
  }

  /** Put the focus where it was last, else on the first row, else on what stands in place of rows. */
  focusPlace() {
    this.place?.focus()
  }

  /** Where the focus was last, else the first row, else what stands in place of rows. */
  get place() {
    const row = this.#rows.get(this.#place) ?? this.#inOrder[0]
    const stop = row ? this.#stopOf(row) : this.querySelector("[data-field=state] :is(a, button)")
    return stop ?? document.getElementById("screen-heading")
  }

  /** The element to come back to for a task: its row's title. */
  stopFor(id) {
    const row = this.#rows.get(id)
    return row && this.#stopOf(row)
  }

  handleEvent(event) {
    if (event.type === "pointerenter" || event.type === "pointerleave") this.#pointing = event.type === "pointerenter"
    else if (event.type === "focusin") this.#arrive(event.target)
    else if (event.type === "keydown") this.#press(event)
    else if (event.type === "contextmenu") this.#openMenuAt(event)
    else this.#click(event)
  }

  #handleCommands(signal) {
    const on = (id, act) => handle(id, act, { signal })
    const withTasks = (id, act) => on(id, ({ ids = this.#targets, anchor }) => {
      if (!ids.length) return false
      return act(ids, anchor ?? this.#stopOf(this.#rows.get(ids[0])))
    })
    on("row.next", () => this.#move(1))
    on("row.previous", () => this.#move(-1))
    if (this.dataset.screen === "trash") return
    withTasks("task.complete", (ids) => acts.toggle(ids))
    withTasks("task.delete", (ids) => acts.remove(ids))
    withTasks("task.status", (ids, anchor) => chooseStatus(ids, anchor))
    withTasks("task.priority", (ids, anchor) => choosePriority(ids, anchor))
    withTasks("task.due", (ids, anchor) => chooseDue(ids, anchor))
    withTasks("task.rename", ([id]) => this.#rows.get(id)?.rename((title) => acts.change([id], { title })))
    on("task.select", () => {
      const row = this.#focusedRow
      if (!row) return false
      selection.toggle(row.dataset.id)
      announce(`${selection.size()} selected`)
    })
    on("layer.close", () => selection.size() > 0 && (selection.become([]), true))
  }

  /** What a command acts on: the selection, else the row with the focus. */
  get #targets() {
    const row = this.#focusedRow
    const selected = selection.inOrder(listing.ids)
    if (selected.length && (!row || document.activeElement === document.body || selection.has(row.dataset.id))) return selected
    return row ? [row.dataset.id] : []
  }

  get #focusedRow() {
    const row = document.activeElement.closest("task-row")
    return row && this.contains(row) ? row : null
  }

  get #inOrder() {
    return listing.ids.map((id) => this.#rows.get(id)).filter(Boolean)
  }

  #stopOf(row) {
    return row?.mainStop
  }

  #arrive(target) {
    const row = target.closest("task-row")
    if (!row || target.matches("input")) return
    for (const stop of this.querySelectorAll("[data-field=rows] [tabindex='0']")) stop.tabIndex = -1
    target.tabIndex = 0
    this.#place = row.dataset.id
  }

  #click(event) {
    const control = event.target.closest("[data-act]")
    const row = event.target.closest("task-row")
    if (!control) return row && this.#clickRow(event, row)
    const { act } = control.dataset
    if (!row) return this.#clickState(event, act)
    const ids = selection.has(row.dataset.id) ? selection.inOrder(listing.ids) : [row.dataset.id]
    if (act === "open") {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      router.open(row.dataset.id)
    } else if (act === "complete") acts.toggle(ids)
    else if (act === "priority") choosePriority(ids, control)
    else if (act === "due") chooseDue(ids, control)
    else if (act === "menu") this.#openMenu(row, control)
    else if (act === "restore") acts.restore([row.dataset.id])
  }

  /** The space between the controls opens the task too; with Ctrl or Shift it selects. */
  #clickRow(event, row) {
    if (row.isTrashed || event.target.closest("input")) return
    const { id } = row.dataset
    if (event.ctrlKey || event.metaKey) selection.toggle(id)
    else if (event.shiftKey) selection.extend(listing.ids, id, this.#place ?? id)
    else router.open(id)
  }

  #clickState(event, act) {
    if (act === "show-updates") {
      const { show } = listing.waiting
      show()
      this.focusPlace()
    } else if (act === "retry") load(router.current())
    else if (act === "clear-filters") {
      event.preventDefault()
      router.filter({ status: [], priority: [], due: "", q: "" })
    }
  }

  #press(event) {
    const row = this.#focusedRow
    if (!row || event.target.matches("input")) return
    const ids = listing.ids
    const place = ids.indexOf(row.dataset.id)
    const stops = row.stops
    const cell = stops.indexOf(document.activeElement)
    const isCommand = event.ctrlKey || event.metaKey
    const toRow = (index) => this.#focusCell(Math.max(0, Math.min(index, ids.length - 1)), cell)
    const toCell = (index) => stops[Math.max(0, Math.min(index, stops.length - 1))].focus()
    const acted = {
      ArrowDown: () => event.shiftKey ? this.#extend(place + 1, cell) : toRow(place + 1),
      ArrowUp: () => event.shiftKey ? this.#extend(place - 1, cell) : toRow(place - 1),
      ArrowLeft: () => toCell(cell - 1),
      ArrowRight: () => toCell(cell + 1),
      Home: () => isCommand ? toRow(0) : toCell(0),
      End: () => isCommand ? toRow(ids.length - 1) : toCell(stops.length - 1),
      PageDown: () => toRow(place + PAGE_ROWS),
      PageUp: () => toRow(place - PAGE_ROWS),
      F10: () => event.shiftKey ? this.#openMenu(row, field(row, "more")) : false,
      a: () => isCommand ? this.#selectAll() : false,
    }[event.key]
    if (event.altKey || !acted || acted() === false) return
    event.preventDefault()
    event.stopPropagation()
  }

  #extend(index, cell) {
    const id = listing.ids[index]
    if (!id || this.dataset.screen === "trash") return
    selection.extend(listing.ids, id, this.#place)
    this.#focusCell(index, cell)
    announce(`${selection.size()} selected`)
  }

  #selectAll() {
    if (this.dataset.screen === "trash") return false
    selection.become(listing.ids)
    announce(`${selection.size()} selected`)
    return true
  }

  #focusCell(index, cell) {
    const { stops } = this.#rows.get(listing.ids[index])
    stops[Math.min(Math.max(cell, 0), stops.length - 1)].focus()
  }

  #move(step) {
    const row = this.#focusedRow
    if (!row) return this.focusPlace()
    const index = listing.ids.indexOf(row.dataset.id) + step
    if (listing.ids[index]) this.#focusCell(index, row.stops.indexOf(document.activeElement))
  }

  #openMenuAt(event) {
    const row = event.target.closest("task-row")
    if (!row || row.isTrashed || event.target.matches("input")) return
    event.preventDefault()
    this.#openMenu(row, field(row, "more"))
  }

  #openMenu(row, anchor) {
    const { id } = row.dataset
    const ids = selection.has(id) ? selection.inOrder(listing.ids) : [id]
    const several = ids.length > 1
    document.getElementById("menu-task").open(anchor, {
      words: { "complete-word": ids.every((each) => tasks.get(each).status === "completed") ? "Reopen" : "Complete" },
      hidden: several ? ["open", "rename", "copy-link"] : [],
      choose: ({ act }) => run(`task.${act === "copy-link" ? "copyLink" : act}`, { ids, anchor }),
    })
  }

  #update({ id, after }) {
    const row = this.#rows.get(id)
    if (row && after && listing.ids.includes(id)) row.task = after
  }

  #mark(id) {
    this.#rows.get(id)?.toggleAttribute("data-failed", acts.troubles.has(id))
  }

  #showSelection() {
    for (const [id, row] of this.#rows) if (!row.isTrashed) row.ariaSelected = String(selection.has(id))
  }

  #showOpen() {
    const { task } = router.current()
    for (const [id, row] of this.#rows) {
      if (row.isTrashed) continue
      field(row, "title").setAttribute("href", router.format({ ...router.current(), task: id }))
      if (id === task) row.ariaCurrent = "true"
      else row.removeAttribute("aria-current")
    }
  }

  #show({ left = [] }) {
    const isLoading = listing.state === "loading"
    this.ariaBusy = String(isLoading)
    clearTimeout(this.#skeletonTimer)
    if (isLoading) {
      this.#skeletonTimer = setTimeout(() => this.#showSkeleton(), SKELETON_AFTER_MS)
      if (!listing.ids.length) return
    } else {
      const wait = this.#skeletonAt + SKELETON_AT_LEAST_MS - performance.now()
      if (wait > 0) {
        this.#skeletonTimer = setTimeout(() => this.#show({ left }), wait)
        return
      }
    }
    this.#skeletonAt = 0
    this.#showRows(left)
    this.#showState()
    this.#showWaiting()
  }

  #showSkeleton() {
    if (listing.ids.length) return
    this.#skeletonAt = performance.now()
    this.#grid.hidden = true
    field(this, "state").replaceChildren(cloneTemplate("list-skeleton"))
  }

  #showRows(left) {
    const grid = this.#grid
    const focused = document.activeElement
    const lost = this.#focusedRow && left.includes(this.#focusedRow.dataset.id) ? this.#focusedRow : null
    const placeLeft = left.includes(this.#place) ? [...grid.children].indexOf(this.#rows.get(this.#place)) : -1
    const wanted = new Set(listing.ids)
    for (const [id, row] of this.#rows) {
      if (wanted.has(id)) continue
      row.remove()
      this.#rows.delete(id)
    }
    listing.ids.forEach((id, index) => {
      const row = this.#rows.get(id) ?? this.#newRow(id)
      if (grid.children[index] !== row) grid.insertBefore(row, grid.children[index] ?? null)
      row.task = tasks.get(id)
      row.ariaRowIndex = String(index + 1)
    })
    grid.ariaRowCount = String(listing.total)
    grid.hidden = !listing.ids.length
    if (!grid.querySelector("[tabindex='0']")) this.#inOrder[0]?.mainStop.setAttribute("tabindex", "0")
    this.#showOpen()
    this.#showSelection()
    // Moving a row in the tree takes the focus from it.
    if (placeLeft >= 0) this.#place = listing.ids[Math.min(placeLeft, listing.ids.length - 1)] ?? null
    // Only once what stands in place of rows is drawn.
    if (lost) queueMicrotask(() => this.focusPlace())
    else if (focused.isConnected && focused !== document.activeElement && this.contains(focused)) focused.focus()
  }

  #newRow(id) {
    const row = cloneTemplate(this.dataset.screen === "trash" ? "trash-row" : "task-row")
    customElements.upgrade(row)
    for (const stop of row.querySelectorAll("[tabindex='0']")) stop.tabIndex = -1
    this.#rows.set(id, row)
    return row
  }

  #showState() {
    const state = field(this, "state")
    const name = this.#stateName()
    if (state.firstElementChild?.dataset.state !== name) state.replaceChildren(...(name ? [cloneTemplate(`list-${name}`)] : []))
    if (name === "no-match") write(field(state, "message"), noMatch(router.current()))
    if (name === "error") write(field(state, "message"), listing.problem.status === 0 ? "Couldn’t load your tasks: the server can’t be reached." : "Couldn’t load your tasks.")
  }

  #stateName() {
    if (listing.state === "failed") return "error"
    if (listing.ids.length || listing.state === "loading") return undefined
    if (this.dataset.screen === "trash") return "trash-empty"
    return router.isFiltered(router.current()) || listing.total ? "no-match" : "first-use"
  }

  #showWaiting() {
    const button = field(this, "updates")
    button.hidden = !listing.waiting
    if (listing.waiting) write(button, words().count(listing.waiting.count, "update", "updates"))
  }

  get #grid() {
    return field(this, "rows")
  }

  /** Ask the server again; rows stay put while somebody is among them. */
  refresh() {
    refresh(() => !this.#pointing && !this.contains(document.activeElement) && position() === 0)
  }
}

customElements.define("task-list", TaskListElement)
