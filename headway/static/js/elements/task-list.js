import * as acts from "../acts.js"
import { announce } from "../announce.js"
import { handle } from "../commands.js"
import { field } from "../dom.js"
import { isCovered } from "../layers.js"
import { ListState } from "../list-state.js"
import { events as listingEvents, listing, load, refresh, unfold } from "../listing.js"
import * as router from "../router.js"
import { position } from "../scrolling.js"
import * as selection from "../selection.js"
import { TaskGrid } from "../task-grid.js"
import { showGroups } from "../task-groups.js"
import * as tasks from "../tasks.js"
import "./task-row.js"

const AFTER_LEAVING_MS = 500

/** The list: its rows, in one grid or in one for each group, and what can be done with them. */
export class TaskListElement extends HTMLElement {
  #ends
  #grid
  #state
  #isPointing = false

  /** What opens menus, `choosing.js`; it comes once the page stands. */
  static menus = null

  connectedCallback() {
    this.#ends = new AbortController()
    this.#grid = new TaskGrid(this, this.#isTrash ? "trash-row" : "task-row")
    this.#state = new ListState(this)
    const { signal } = this.#ends
    for (const type of ["click", "keydown", "focusin", "contextmenu", "focusout", "pointerenter", "pointerleave"]) this.addEventListener(type, this, { signal })
    listingEvents.addEventListener("listing:changed", () => this.#show(), { signal })
    tasks.events.addEventListener("task:changed", ({ detail }) => this.#update(detail), { signal })
    acts.events.addEventListener("trouble:changed", ({ detail }) => this.#mark(detail.id), { signal })
    selection.events.addEventListener("selection:changed", () => this.#showSelection(), { signal })
    router.events.addEventListener("route:changed", ({ detail }) => this.#follow(detail), { signal })
    document.addEventListener("messages:left", () => this.place.focus(), { signal })
    this.#handleCommands(signal)
  }

  disconnectedCallback() {
    this.#ends.abort()
    this.#state.end()
    selection.become([])
  }

  /** What the server drew: the tasks of the rows, and the groups that they stand in. */
  read() {
    const groups = Array.from(this.querySelectorAll("[data-group]"), (element) => {
      const { group: name, first, last, total = this.dataset.total } = element.dataset
      const ids = Array.from(element.querySelectorAll("task-row"), (row) => row.dataset.id)
      return { name, first: first || null, last, total: Number(total), ids }
    })
    return { rows: this.#grid.rows.map((row) => row.read()), groups, tomorrow: this.dataset.tomorrow ?? "" }
  }

  /** Draw what is known over what the server drew: dates in the person's own language and zone. */
  refine() {
    this.#show()
  }

  /** Where the focus was last, else the first row, else what stands in place of rows. */
  get place() {
    return this.#grid.place ?? this.querySelector("[data-field=state] :is(a, button)") ?? document.getElementById("screen-heading")
  }

  /** The element to come back to for a task: a stop of its row. */
  stopFor(id) {
    if (this.#grid.row(id)?.hidden) unfold()
    return this.#grid.row(id)?.mainStop
  }

  /** Ask the server again; rows stay put while somebody is among them. Gives false when it has to be asked again. */
  refresh() {
    return refresh(() => this.#mayMove)
  }

  handleEvent(event) {
    if (event.type === "pointerenter" || event.type === "pointerleave") this.#isPointing = event.type === "pointerenter"
    if (event.type === "pointerenter") return
    if (event.type === "pointerleave" || event.type === "focusout") this.#leave()
    else if (event.type === "focusin") this.#grid.arrive(event.target)
    else if (event.type === "keydown") this.#press(event)
    else if (event.type === "contextmenu") this.#openMenuAt(event)
    else this.#click(event)
  }

  #handleCommands(signal) {
    const on = (id, act) => handle(id, act, { signal })
    const withTasks = (id, act, cell) => handle(id, ({ ids = this.#targets, anchor }) => {
      if (!ids.length) return false
      return act(ids, anchor ?? this.#anchorOf(ids[0], cell))
    }, { signal, can: () => this.#targets.length > 0 })
    const withOne = (id, act) => handle(id, ({ ids = this.#targets }) => ids.length === 1 ? act(ids[0]) : false, { signal, can: () => this.#targets.length === 1 })
    on("row.next", () => this.#grid.move(1))
    on("row.previous", () => this.#grid.move(-1))
    if (this.#isTrash) return withTasks("task.delete", removeForGood)
    withTasks("task.complete", (ids) => acts.toggle(ids))
    withTasks("task.delete", (ids) => acts.remove(ids))
    for (const [name, cell] of [["status", "complete"], ["priority", "priority"], ["due", "due"]]) {
      withTasks(`task.${name}`, (ids, anchor) => { choose(name, ids, anchor) }, cell)
    }
    withOne("task.rename", (id) => this.#grid.row(id)?.rename((title, seen) => acts.change([id], { title }, { title: seen })))
    withOne("task.open", (id) => { router.open(id) })
    withOne("task.preview", async (id) => (await import("../panel.js")).preview(id))
    withOne("task.copyLink", async (id) => (await import("../choosing.js")).copyLink(id))
    handle("task.select", () => this.#select(), { signal, can: () => Boolean(this.#grid.focusedRow) })
    handle("task.selectAll", () => selection.become(listing.ids), { signal, can: () => listing.ids.length > 0 })
    on("layer.close", () => selection.size() > 0 && (selection.become([]), true))
  }

  /** What a command acts on: the selection, else the row with the focus. */
  get #targets() {
    const row = this.#grid.focusedRow
    const selected = selection.inOrder(listing.ids)
    if (selected.length && (row ? selection.has(row.dataset.id) : document.activeElement.matches("body, h1"))) return selected
    return row ? [row.dataset.id] : []
  }

  /** Where a menu opens for a task: at the cell that it is about, where that is in sight. */
  #anchorOf(id, cell) {
    const row = this.#grid.row(id)
    const button = row?.querySelector(`[data-act=${cell}]`)
    return button?.checkVisibility() ? button : row?.mainStop
  }

  /** The tasks that a control of a row stands for: all that are selected when its row is. */
  #idsOf(row) {
    return selection.has(row.dataset.id) ? selection.inOrder(listing.ids) : [row.dataset.id]
  }

  #select() {
    const row = this.#grid.focusedRow
    if (!row) return false
    selection.toggle(row.dataset.id)
    return true
  }

  #click(event) {
    const control = event.target.closest("[data-act]")
    const row = event.target.closest("task-row")
    if (!row) return control && this.#clickBeside(event, control)
    if (!control) return this.#clickRow(event, row)
    const ids = this.#idsOf(row)
    return {
      open: () => this.#clickTitle(event, row),
      complete: () => acts.toggle(ids),
      priority: () => choose("priority", ids, control),
      due: () => choose("due", ids, control),
      menu: () => this.#openMenu(row, control),
      restore: () => acts.restore(ids),
      remove: () => removeForGood(ids),
    }[control.dataset.act]?.()
  }

  /** With a key held the title is a link like any other: to a new tab or window. */
  #clickTitle(event, row) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    router.open(row.dataset.id)
  }

  /** The space between the controls opens the task too; with Ctrl or Shift it selects. */
  #clickRow(event, row) {
    if (this.#isTrash || event.target.closest("input")) return
    const { id } = row.dataset
    if (event.ctrlKey || event.metaKey) selection.toggle(id)
    else if (event.shiftKey) selection.extend(listing.ids, id, this.#grid.placeId ?? id)
    else router.open(id)
  }

  /** What stands over and between the rows. */
  #clickBeside(event, control) {
    return {
      unfold: () => this.#unfold(control),
      retry: () => load(router.current()),
      "show-updates": () => {
        listing.waiting.show()
        this.place.focus()
      },
      "clear-filters": () => {
        event.preventDefault()
        router.filter(router.UNFILTERED)
      },
    }[control.dataset.act]?.()
  }

  /** The button goes: the first of the rows that come has the focus then. */
  #unfold(button) {
    const first = button.closest("[data-group]").querySelector("task-row[hidden]")
    unfold()
    first.mainStop.focus()
  }

  #press(event) {
    const row = this.#grid.focusedRow
    if (!row || event.target.matches("input")) return
    if (event.key === "F10" && event.shiftKey) this.#openMenu(row, field(row, "more"))
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) selection.become(listing.ids)
    else if (!this.#grid.press(event)) return
    event.preventDefault()
    event.stopPropagation()
  }

  #openMenuAt(event) {
    const row = event.target.closest("task-row")
    if (!row || this.#isTrash || event.target.matches("input")) return
    event.preventDefault()
    this.#openMenu(row, field(row, "more"))
  }

  #openMenu(row, anchor) {
    if (this.#isTrash) return
    choose("act", this.#idsOf(row), anchor)
  }

  #update({ id, after }) {
    if (after && this.#grid.row(id)) this.#grid.row(id).task = after
  }

  /** Nobody points at a row, stands in one, has chosen some, reads further down, or has a menu open that hangs on one. */
  get #mayMove() {
    return !this.#isPointing && !this.contains(document.activeElement) && !selection.size() && position() === 0 && !isCovered()
  }

  /** What waited until nobody was among the rows is shown when that is so. */
  #leave() {
    setTimeout(() => {
      if (this.isConnected && listing.waiting && this.#mayMove) listing.waiting.show()
    }, AFTER_LEAVING_MS)
  }

  #mark(id) {
    this.#grid.row(id)?.toggleAttribute("data-failed", acts.troubles.has(id))
  }

  #showSelection() {
    if (this.#isTrash) return
    for (const row of this.#grid.rows) row.ariaSelected = String(selection.has(row.dataset.id))
    if (selection.size()) announce(`${selection.size()} selected`)
  }

  /** What was selected in one list is not meant in another. */
  #follow({ route, before }) {
    if (String(router.queryOf(route)) !== String(router.queryOf(before))) selection.become([])
    this.#showOpen()
  }

  #showOpen() {
    if (this.#isTrash) return
    const { task } = router.current()
    const [before, after] = router.format({ ...router.current(), task: "ID" }).split("ID")
    for (const row of this.#grid.rows) {
      const { id } = row.dataset
      const title = field(row, "title")
      const href = `${before}${id}${after}`
      if (title.getAttribute("href") !== href) title.setAttribute("href", href)
      const current = id === task ? "true" : null
      if (row.ariaCurrent !== current) row.ariaCurrent = current
    }
  }

  #show() {
    this.ariaBusy = String(listing.state === "loading")
    if (!this.#state.mayDraw(() => this.#show())) return
    const focused = this.#grid.focusedRow
    const group = focused?.closest("[data-group]")
    const wasInState = field(this, "state").contains(document.activeElement)
    const groups = field(this, "groups")
    if (groups) showGroups(groups)
    this.#grid.show()
    this.#showOpen()
    this.#showSelection()
    this.#state.show()
    if (focused && !this.#grid.focusedRow || wasInState && !this.contains(document.activeElement)) this.#comeToRest(group)
  }

  /** The row with the focus went, or what stood in place of rows: the next one has it, else the one before, its heading, or what stands in its place. */
  #comeToRest(group) {
    const heading = group?.isConnected && group.checkVisibility() ? field(group, "word")?.closest("h2") : null
    const stop = this.#grid.place ?? heading ?? this.place
    stop.focus()
  }

  get #isTrash() {
    return this.dataset.screen === "trash"
  }
}

/** Open a menu for tasks: at once when it is loaded, so that the next key already finds it. */
async function choose(what, ids, anchor) {
  const { choose: menus } = TaskListElement.menus ?? await import("../choosing.js")
  menus[what](ids, anchor)
}

async function removeForGood(ids) {
  const trash = await import("../trash.js")
  return trash.removeForGood(ids)
}

customElements.define("task-list", TaskListElement)
