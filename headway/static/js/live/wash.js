import * as tasks from "../tasks.js"

const SEEN = ["title", "status", "priority", "due_date", "due_time"]

/** A row that was changed somewhere else shows it: a wash over it that fades. */
export function start() {
  tasks.events.addEventListener("task:changed", ({ detail: { id, before, after, isOwn } }) => {
    if (isOwn || !before || !after || SEEN.every((name) => before[name] === after[name])) return
    for (const row of document.querySelectorAll(`task-row[data-id="${id}"]`)) wash(row)
  })
}

async function wash(row) {
  row.toggleAttribute("data-changed", true)
  await Promise.allSettled(row.getAnimations().map(({ finished }) => finished))
  row.removeAttribute("data-changed")
}
