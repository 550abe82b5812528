import * as acts from "./acts.js"
import { run } from "./commands.js"
import { writeKeys } from "./keyboard.js"
import { popover } from "./layers.js"
import { say } from "./messages.js"
import * as tasks from "./tasks.js"
import "./elements/app-menu.js"

/* The menus and the date picker that a row and the detail panel share, each at the button it was asked from. */

/** Choose a status for the tasks. */
export function chooseStatus(ids, anchor) {
  popover("menu-status").open(anchor, {
    checked: shared(ids, "status"),
    choose: ({ value }) => acts.change(ids, { status: value }),
  })
}

/** Choose a priority for the tasks. */
export function choosePriority(ids, anchor) {
  popover("menu-priority").open(anchor, {
    checked: shared(ids, "priority"),
    choose: ({ value }) => acts.change(ids, { priority: value }),
  })
}

/** Choose a due date for the tasks. */
export async function chooseDue(ids, anchor) {
  if (!customElements.get("date-picker")) await import("./elements/date-picker.js")
  const { due_date: date = null, due_time: time = null } = ids.length === 1 ? tasks.get(ids[0]) : {}
  popover("date-picker").open(anchor, { date, time, choose: (due) => acts.change(ids, due) })
}

/** The address of a task's own page. */
export const linkTo = (id) => new URL(`/tasks/${id}`, location.href).href

/** Put the address of a task's own page on the clipboard. */
export async function copyLink(id) {
  try {
    await navigator.clipboard.writeText(linkTo(id))
    say("Link copied")
  } catch {
    say("Couldn’t copy the link.", { tone: "error" })
  }
}

/** Choose what to do with the tasks; `hidden` leaves acts out. */
export function chooseAct(ids, anchor, hidden = ids.length > 1 ? ["task.open", "task.rename", "task.copyLink"] : []) {
  const menu = popover("menu-task")
  writeKeys(menu)
  menu.open(anchor, {
    words: { "complete-word": ids.every((id) => tasks.get(id)?.status === "completed") ? "Reopen" : "Complete" },
    hidden,
    choose: ({ act }) => run(act, { ids, anchor }),
  })
}

/** The same by name. */
export const choose = { status: chooseStatus, priority: choosePriority, due: chooseDue, act: chooseAct }

function shared(ids, name) {
  const values = new Set(ids.map((id) => tasks.get(id)?.[name]))
  return values.size === 1 ? [...values][0] : undefined
}
