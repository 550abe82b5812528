import { listing } from "./listing.js"
import { moveTo, position } from "./scrolling.js"

const SPARE_ROWS = 4

/**
 * Of a long list only the rows around what is in sight, each at its place in a box as high as all of them. Rows that leave
 * it are given to tasks that come. One row is always there, wherever it is: the one that Tab comes back to.
 */
export class RowWindow {
  #rows
  #add
  #fill
  #pinned
  #box = null
  #ids = []
  #height = 0

  /** `rows` by id, shared with the grid; `add(id)` makes a row, `fill(row, id)` shows a task in it, `pinned()` is the id that stays. */
  constructor({ rows, add, fill, pinned, signal }) {
    this.#rows = rows
    this.#add = add
    this.#fill = fill
    this.#pinned = pinned
    document.addEventListener("scroll", () => this.#draw(), { capture: true, passive: true, signal })
    addEventListener("resize", () => this.#box && this.show(this.#box, this.#ids), { signal })
  }

  /** Show these tasks in `box`. */
  show(box, ids) {
    this.#box = box
    this.#ids = ids
    box.classList.add("task-list__rows--windowed")
    listing.reach = () => (box.isConnected && this.#height ? this.#sight().last : 0)
    this.#height = this.#rows.values().next().value?.getBoundingClientRect().height || this.#height
    // Without a row there is nothing to go by: the first ones are drawn, and measured.
    if (!this.#height && ids.length) this.#place(Array.from(ids.slice(0, SPARE_ROWS).entries()))
    this.#height ||= this.#rows.get(ids[0])?.getBoundingClientRect().height ?? 0
    box.style.blockSize = `${ids.length * this.#height}px`
    this.#draw()
  }

  /** Have the row at `index` drawn, in sight. */
  reveal(index) {
    if (this.#rows.has(this.#ids[index])) return
    const { first, last } = this.#sight()
    moveTo(position() + (index - (first + last) / 2) * this.#height)
    this.#draw()
  }

  /** The first row in sight and the one after the last. */
  #sight() {
    const { top } = this.#box.getBoundingClientRect()
    const frame = this.#box.closest("[data-scroller]").getBoundingClientRect()
    const at = (edge) => Math.max(0, Math.min((edge - top) / this.#height, this.#ids.length))
    return { first: Math.floor(at(Math.max(0, frame.top))), last: Math.ceil(at(Math.min(innerHeight, frame.bottom))) }
  }

  #draw() {
    if (!this.#box?.isConnected || !this.#height) return
    const { first, last } = this.#sight()
    const from = Math.max(0, first - SPARE_ROWS)
    const wanted = this.#ids.slice(from, last + SPARE_ROWS).map((id, place) => [from + place, id])
    const pinned = this.#ids.indexOf(this.#pinned())
    if (pinned >= 0 && pinned < from) wanted.unshift([pinned, this.#ids[pinned]])
    else if (pinned >= last + SPARE_ROWS) wanted.push([pinned, this.#ids[pinned]])
    this.#place(wanted)
    this.#box.dispatchEvent(new Event("window:moved"))
  }

  #place(wanted) {
    const ids = new Set(wanted.map(([, id]) => id))
    const free = [...this.#rows].filter(([id]) => !ids.has(id))
    const come = new Set()
    for (const [index, id] of wanted) {
      if (!this.#rows.has(id)) come.add(this.#take(id, free.pop()))
      settle(this.#rows.get(id), index, this.#height)
    }
    for (const [id, row] of free) {
      row.remove()
      this.#rows.delete(id)
    }
    this.#order(wanted, come)
  }

  /** A row for a task: one that is not needed any more, else a new one. */
  #take(id, [oldId, row] = [null, this.#add()]) {
    if (oldId) this.#rows.delete(oldId)
    this.#rows.set(id, row)
    this.#fill(row, id)
    return row
  }

  /** Readers go by the order in the tree. Only rows that came are moved: a move takes the focus from a row. */
  #order(wanted, come) {
    let there = this.#box.firstElementChild
    for (const [, id] of wanted) {
      const row = this.#rows.get(id)
      while (there && there !== row && come.has(there)) there = there.nextElementSibling
      if (there === row) there = there.nextElementSibling
      else this.#box.insertBefore(row, there)
    }
  }
}

function settle(row, index, height) {
  const top = `${index * height}px`
  if (row.style.insetBlockStart !== top) row.style.insetBlockStart = top
  const place = String(index + 1)
  if (row.ariaRowIndex !== place) row.ariaRowIndex = place
}
