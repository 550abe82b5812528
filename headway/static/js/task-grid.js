import { cloneTemplate, field } from "./dom.js"
import { listing, shownOf } from "./listing.js"
import * as selection from "./selection.js"
import * as tasks from "./tasks.js"

const PAGE_ROWS = 10

/**
 * The rows of the list as ARIA grids, one for each group: each is one tab stop that remembers its place; arrows go from
 * row to row, over the edges of groups too, and from cell to cell. Knows nothing of what a row does.
 */
export class TaskGrid {
  #element
  #template
  #rows = new Map()
  #window = null
  #shown = []
  #place = null
  #places = new Map()

  /** `element` holds the grids with the rows that the server drew; `template` is the id of a new row's. */
  constructor(element, template) {
    this.#element = element
    this.#template = template
    for (const row of element.querySelectorAll("task-row")) this.#rows.set(row.dataset.id, row)
  }

  get rows() {
    return [...this.#rows.values()]
  }

  /** The row of a task, or undefined. */
  row(id) {
    return this.#rows.get(id)
  }

  /** The row with the focus, or null. */
  get focusedRow() {
    const row = document.activeElement.closest("task-row")
    return row && this.#element.contains(row) ? row : null
  }

  /** Where the focus was last, else the first row's stop; undefined without rows. */
  get place() {
    return (this.#rows.get(this.#place) ?? this.#rows.get(listing.ids[0]))?.mainStop
  }

  /** The id that a range of rows is begun from. */
  get placeId() {
    return this.#place
  }

  /** Remember that the focus came to `target`: Tab comes back to it. */
  arrive(target) {
    const row = target.closest("task-row")
    if (!row || target.matches("input")) return
    const grid = row.closest("[role=grid]")
    for (const stop of grid.querySelectorAll("[tabindex='0']")) stop.tabIndex = -1
    target.tabIndex = 0
    this.#place = row.dataset.id
    this.#places.set(grid, row.dataset.id)
  }

  /** Keep only the rows around what is in sight, by a `RowWindow`; `dress(row)` shows what a row has besides its task. */
  recycle(RowWindow, { dress, signal }) {
    this.#window = new RowWindow({
      rows: this.#rows,
      add: () => this.#make(),
      fill: (row, id) => {
        for (const stop of row.querySelectorAll("[tabindex='0']")) stop.tabIndex = -1
        row.task = tasks.get(id)
        dress(row)
      },
      pinned: () => this.#place ?? listing.ids[0],
      signal,
    })
  }

  /** Draw the rows of `listing` in their order, and keep every element and the focus that can stay. */
  show() {
    const focused = document.activeElement
    const before = this.#shown
    this.#shown = listing.ids
    const wanted = new Set(listing.ids)
    const drawn = new Set(listing.groups.flatMap(({ ids }) => ids))
    for (const [id, row] of this.#rows) {
      if (drawn.has(id)) continue
      row.remove()
      this.#rows.delete(id)
    }
    if (this.#place && !wanted.has(this.#place)) this.#place = nearest(before, this.#place, wanted)
    for (const group of listing.groups) this.#showGroup(group, before)
    // Moving a row in the tree takes the focus from it.
    if (focused !== document.activeElement && this.#element.contains(focused)) focused.focus()
  }

  #showGroup(group, before) {
    const grid = this.#gridOf(group.name)
    const shown = new Set(shownOf(group))
    grid.ariaRowCount = String(group.total)
    grid.hidden = !group.ids.length
    if (this.#window) this.#window.show(grid, group.ids)
    else this.#showAll(grid, group, shown)
    if (this.#window) for (const [id, row] of this.#rows) row.task = tasks.get(id)
    this.#keepOneStop(grid, shown, before)
  }

  #showAll(grid, group, shown) {
    for (const [index, id] of group.ids.entries()) {
      const row = this.#rows.get(id) ?? this.#add(id)
      const there = grid.children[index]
      if (there !== row) grid.insertBefore(row, there ?? null)
      row.task = tasks.get(id)
      row.ariaRowIndex = String(index + 1)
      row.hidden = !shown.has(id)
    }
  }

  /** Tab comes to one place of a grid: where the focus was in it last, else its first row. */
  #keepOneStop(grid, shown, before) {
    const [stop, ...others] = grid.querySelectorAll("task-row:not([hidden]) [tabindex='0']")
    for (const other of others) other.tabIndex = -1
    const last = this.#places.get(grid)
    const isHere = stop && (!last || stop.closest("task-row").dataset.id === last || !shown.has(last))
    if (isHere || !shown.size) return
    if (stop) stop.tabIndex = -1
    const id = shown.has(last) ? last : nearest(before, last, shown) ?? [...shown][0]
    this.#rows.get(id)?.mainStop?.setAttribute("tabindex", "0")
  }

  #gridOf(name) {
    return field(this.#element.querySelector(`[data-group="${name}"]`), "rows")
  }

  /** Do what a key means in the grid; false when it means nothing here. */
  press(event) {
    const row = this.focusedRow
    if (!row || event.altKey || event.target.matches("input")) return false
    const { ids } = listing
    const place = ids.indexOf(row.dataset.id)
    const isCommand = event.ctrlKey || event.metaKey
    const cell = row.stops.indexOf(document.activeElement)
    const toRow = (index) => this.focusCell(Math.max(0, Math.min(index, ids.length - 1)), cell)
    const toCell = (index) => row.stops[Math.max(0, Math.min(index, row.stops.length - 1))].focus()
    const move = {
      ArrowDown: () => event.shiftKey ? this.#extend(place + 1, cell) : toRow(place + 1),
      ArrowUp: () => event.shiftKey ? this.#extend(place - 1, cell) : toRow(place - 1),
      ArrowLeft: () => toCell(cell - 1),
      ArrowRight: () => toCell(cell + 1),
      Home: () => isCommand ? toRow(0) : toCell(0),
      End: () => isCommand ? toRow(ids.length - 1) : toCell(row.stops.length - 1),
      PageDown: () => toRow(place + PAGE_ROWS),
      PageUp: () => toRow(place - PAGE_ROWS),
    }[event.key]
    move?.()
    return Boolean(move)
  }

  /** Focus the next (1) or previous (-1) row; where nothing of the grid has the focus, come back to it. */
  move(step) {
    const row = this.focusedRow
    if (!row) return this.place?.focus()
    const index = listing.ids.indexOf(row.dataset.id) + step
    if (listing.ids[index]) this.focusCell(index, row.stops.indexOf(document.activeElement))
    return undefined
  }

  /** Have the row of a task drawn. */
  reveal(id) {
    const index = this.#window ? listing.ids.indexOf(id) : -1
    if (index >= 0) this.#window.reveal(index)
  }

  /** Focus a cell of the row at `index`. */
  focusCell(index, cell) {
    this.#window?.reveal(index)
    const { stops } = this.#rows.get(listing.ids[index])
    stops[Math.min(Math.max(cell, 0), stops.length - 1)].focus()
  }

  #extend(index, cell) {
    const id = listing.ids[index]
    if (!id) return
    selection.extend(listing.ids, id, this.#place)
    this.focusCell(index, cell)
  }

  #add(id) {
    const row = this.#make()
    this.#rows.set(id, row)
    return row
  }

  #make() {
    // What comes from a template belongs to no page, and becomes an element of ours only as part of one.
    const row = document.adoptNode(cloneTemplate(this.#template))
    customElements.upgrade(row)
    for (const stop of row.querySelectorAll("[tabindex='0']")) stop.tabIndex = -1
    return row
  }
}

/** Of the ids that stay, the one after the lost `id`, else the one before it. */
function nearest(ids, id, staying) {
  const place = ids.indexOf(id)
  return ids.slice(place + 1).find((other) => staying.has(other)) ?? ids.slice(0, place).findLast((other) => staying.has(other)) ?? null
}
