import { api } from "./api.js"
import * as channel from "./channel.js"
import * as tasks from "./tasks.js"

/*
 * The numbers of `GET /api/analytics`. Own changes move them in the same frame; the server's word replaces them when it
 * comes.
 */
let values = {}
let today = () => ""

/** "counts:changed", after which `read()` gives other numbers. */
export const events = new EventTarget()

export const read = () => values

/** Start from the numbers the page came with; `currentDay` gives the person's date. */
export function adopt(numbers, currentDay) {
  today = currentDay
  become(numbers)
}

/** Ask the server for the numbers. */
export async function refresh() {
  become(await api("GET", "/api/analytics"))
}

/** Take the server's word; what it said before already is no news. */
export function take(numbers) {
  if (Object.entries(numbers).some(([name, value]) => JSON.stringify(value) !== JSON.stringify(values[name]))) become(numbers)
}

/** What one task adds to the numbers. */
export function share(task, day) {
  if (!task || task.deleted_at) return {}
  const isOpen = task.status !== "completed"
  return {
    total: 1,
    [task.status]: 1,
    overdue: Number(isOpen && Boolean(task.due_date) && task.due_date < day),
    due_today: Number(isOpen && task.due_date === day),
    due_today_completed: Number(!isOpen && task.due_date === day),
  }
}

tasks.events.addEventListener("task:changed", ({ detail: { before, after, isOwn } }) => {
  if (!isOwn) return
  const [less, more] = [share(before, today()), share(after, today())]
  const moved = { ...values }
  for (const name of Object.keys(values)) {
    if (typeof values[name] === "number") moved[name] = values[name] + (more[name] ?? 0) - (less[name] ?? 0)
  }
  if (JSON.stringify(moved) === JSON.stringify(values)) return
  become(moved)
  channel.tell("counts", moved)
})

channel.events.addEventListener("counts", ({ detail }) => become(detail))

function become(numbers) {
  values = { ...values, ...numbers }
  events.dispatchEvent(new Event("counts:changed"))
}
