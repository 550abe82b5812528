import * as acts from "./acts.js"
import { handle } from "./commands.js"
import { field } from "./dom.js"
import { listing, load, unfold } from "./listing.js"
import * as router from "./router.js"
import * as selection from "./selection.js"

/* What can be done with the rows of a list: by a command, by a click, by a key. */

let menus = null

/** Take what opens menus, `choosing.js`; it comes once the page stands. */
export function giveMenus(choosing) {
  menus = choosing.choose
}

/** The commands, clicks and keys of one `<task-list>` and its grid. */
export class ListActs {
  #list
  #grid
  #isTrash

  constructor(list, grid) {
    this.#list = list
    this.#grid = grid
    this.#isTrash = list.dataset.screen === "trash"
  }

  /** Carry out commands until `signal` ends it. */
  handleCommands(signal) {
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
    withOne("task.preview", async (id) => (await import("./panel.js")).preview(id))
    withOne("task.copyLink", async (id) => (await import("./choosing.js")).copyLink(id))
    handle("task.select", () => this.#select(), { signal, can: () => Boolean(this.#grid.focusedRow) })
    handle("task.selectAll", () => selection.become(listing.ids), { signal, can: () => listing.ids.length > 0 })
    on("layer.close", () => selection.size() > 0 && (selection.become([]), true))
  }

  /** A click in the list: on a control, on a row between its controls, or beside the rows. */
  click(event) {
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

  /** A key on a row. */
  press(event) {
    const row = this.#grid.focusedRow
    if (!row || event.target.matches("input")) return
    if (event.key === "F10" && event.shiftKey) this.#openMenu(row, field(row, "more"))
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) selection.become(listing.ids)
    else if (!this.#grid.press(event)) return
    event.preventDefault()
    event.stopPropagation()
  }

  /** The other button, or a long press. */
  openMenuAt(event) {
    const row = event.target.closest("task-row")
    if (!row || this.#isTrash || event.target.matches("input")) return
    event.preventDefault()
    this.#openMenu(row, field(row, "more"))
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
        this.#list.place.focus()
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

  #openMenu(row, anchor) {
    if (this.#isTrash) return
    choose("act", this.#idsOf(row), anchor)
  }
}

/** Open a menu for tasks: at once when it is loaded, so that the next key already finds it. */
async function choose(what, ids, anchor) {
  const by = menus ?? (await import("./choosing.js")).choose
  by[what](ids, anchor)
}

async function removeForGood(ids) {
  const trash = await import("./trash.js")
  return trash.removeForGood(ids)
}
