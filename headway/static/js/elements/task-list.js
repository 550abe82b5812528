import { agenda } from "../agenda.js"
import { field } from "../dom.js"
import { isCovered } from "../layers.js"
import { ListActs } from "../list-acts.js"
import { ListState } from "../list-state.js"
import { adopt, events as listingEvents, listing, load, refresh, unfold } from "../listing.js"
import { announce } from "../messages.js"
import { words } from "../person.js"
import * as preferences from "../preferences.js"
import * as router from "../router.js"
import { moveTo, position } from "../scrolling.js"
import * as selection from "../selection.js"
import { TaskGrid } from "../task-grid.js"
import { showGroups } from "../task-groups.js"
import * as tasks from "../tasks.js"
import * as troubles from "../troubles.js"
import "./task-row.js"

const AFTER_LEAVING_MS = 500

/** The list: its rows, in one grid or in one for each group; what can be done with them is in list-acts.js. */
export class TaskListElement extends HTMLElement {
  #ends
  #grid
  #acts
  #state
  #isPointing = false

  connectedCallback() {
    this.#ends = new AbortController()
    this.#grid = new TaskGrid(this, this.#isTrash ? "trash-row" : "task-row")
    this.#acts = new ListActs(this, this.#grid)
    this.#state = new ListState(this)
    const { signal } = this.#ends
    for (const type of ["click", "keydown", "focusin", "contextmenu", "focusout", "pointerenter", "pointerleave"]) this.addEventListener(type, this, { signal })
    listingEvents.addEventListener("listing:changed", () => this.#show(), { signal })
    tasks.events.addEventListener("task:changed", ({ detail }) => this.#update(detail), { signal })
    troubles.events.addEventListener("trouble:changed", ({ detail }) => this.#mark(detail.id), { signal })
    selection.events.addEventListener("selection:changed", () => this.#showSelection(), { signal })
    router.events.addEventListener("route:changed", ({ detail }) => this.#follow(detail), { signal })
    preferences.events.addEventListener("preferences:changed", () => this.#show(), { signal })
    document.addEventListener("messages:left", () => this.place.focus(), { signal })
    this.#acts.handleCommands(signal)
  }

  disconnectedCallback() {
    this.#ends.abort()
    this.#state.end()
    selection.become([])
  }

  /** Take over what the server drew: the tasks of the rows, the groups that they stand in, the pages around them. */
  takeOver() {
    tasks.receive(this.#grid.rows.map((row) => row.read()))
    const groups = Array.from(this.querySelectorAll("[data-group]"), (element) => {
      const { group: name, first, last, total = this.dataset.total } = element.dataset
      const ids = Array.from(element.querySelectorAll("task-row"), (row) => row.dataset.id)
      return { name, first: first || null, last, total: Number(total), ids }
    })
    adopt({
      groups,
      tomorrow: this.dataset.tomorrow ?? "",
      next: cursorOf("next"),
      previous: cursorOf("previous"),
      route: router.current(),
      isTrash: this.#isTrash,
      isKept: document.getElementById("main").hasAttribute("data-kept"),
      today: () => words().today(),
    })
    if (this.#isContinuous) this.#goOn()
  }

  /** Where the focus was last, else the first row, else what stands in place of rows. */
  get place() {
    return this.#grid.place ?? this.querySelector("[data-field=state] :is(a, button)") ?? document.getElementById("screen-heading")
  }

  /** The element to come back to for a task: a stop of its row. */
  stopFor(id) {
    if (this.#grid.row(id)?.hidden) unfold()
    this.#grid.reveal(id)
    return this.#grid.row(id)?.mainStop
  }

  /** Ask the server again; rows stay put while somebody is among them. Gives false when it has to be asked again. */
  refresh() {
    return refresh(() => this.#mayMove)
  }

  /** Midnight: what was due today is late, and the days of the screen are others. */
  turnDay() {
    if (listing.kind === agenda) return load(router.current())
    this.#show()
    return this.refresh()
  }

  handleEvent(event) {
    if (event.type === "pointerenter" || event.type === "pointerleave") this.#isPointing = event.type === "pointerenter"
    if (event.type === "pointerenter") return
    if (event.type === "pointerleave" || event.type === "focusout") this.#leave()
    else if (event.type === "focusin") this.#grid.arrive(event.target)
    else if (event.type === "keydown") this.#acts.press(event)
    else if (event.type === "contextmenu") this.#acts.openMenuAt(event)
    else this.#acts.click(event)
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
    this.#grid.row(id)?.toggleAttribute("data-failed", Boolean(troubles.of(id)))
  }

  #showSelection() {
    if (this.#isTrash) return
    for (const row of this.#grid.rows) row.ariaSelected = String(selection.has(row.dataset.id))
    if (selection.size()) announce(`${selection.size()} selected`)
  }

  /** What was selected in one list is not meant in another. */
  async #follow({ route, before, isBack }) {
    const isOther = String(router.queryOf(route)) !== String(router.queryOf(before))
    if (isOther) selection.become([])
    this.#showOpen()
    if (!isOther || route.path !== before.path) return
    await load(route)
    if (isBack) moveTo(history.state?.scroll)
    else if (route.cursor !== before.cursor) moveTo(0)
  }

  #showOpen() {
    if (this.#isTrash) return
    const { task } = router.current()
    const address = router.format({ ...router.current(), task: "ID" })
    for (const row of this.#grid.rows) showAddress(row, address, task)
  }

  /** One list that goes on, in place of pages: loaded for those who chose it. A link to a page shows that page. */
  async #goOn() {
    const { signal } = this.#ends
    const [{ goOn, keepAhead }, { RowWindow }] = await Promise.all([import("../continuous.js"), import("../row-window.js")])
    if (signal.aborted) return
    this.#grid.recycle(RowWindow, { dress: (row) => this.#dress(row), signal })
    this.addEventListener("window:moved", keepAhead, { signal, capture: true })
    const isBack = goOn()
    this.#show()
    await isBack
  }

  /** A row that was another task's before. */
  #dress(row) {
    row.removeAttribute("data-changed")
    row.ariaSelected = String(selection.has(row.dataset.id))
    this.#mark(row.dataset.id)
    showAddress(row, router.format({ ...router.current(), task: "ID" }), router.current().task)
  }

  /** Draw what is known over what stands: dates in the person's own language and zone. */
  #show() {
    const busy = listing.state === "loading" ? "true" : null
    if (this.ariaBusy !== busy) this.ariaBusy = busy
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

  get #isContinuous() {
    return this.dataset.screen === "all" && preferences.read().paging === "continuous" && !router.current().cursor
  }

  get #isTrash() {
    return this.dataset.screen === "trash"
  }
}

function showAddress(row, address, task) {
  const { id } = row.dataset
  const title = field(row, "title")
  const href = address.replace("ID", id)
  if (title.getAttribute("href") !== href) title.setAttribute("href", href)
  const current = id === task ? "true" : null
  if (row.ariaCurrent !== current) row.ariaCurrent = current
}

/** The cursor of a link that the server drew, null where there is no page. */
function cursorOf(name) {
  const href = document.querySelector(`page-nav [data-field=${name}]`)?.getAttribute("href")
  return href ? new URL(href, location.href).searchParams.get("cursor") : null
}

customElements.define("task-list", TaskListElement)
