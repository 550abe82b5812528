import * as acts from "./acts.js"
import { listing } from "./listing.js"
import { say, withdraw } from "./messages.js"
import { words } from "./person.js"
import { quoted } from "./phrases.js"
import * as router from "./router.js"
import * as tasks from "./tasks.js"

/*
 * From the form to the server and nothing lost between: a new task waits on this device until it is acknowledged, and
 * what the server refuses is kept with the text that it came from until the person has dealt with it.
 */
let edit = () => undefined
const refused = new Map()

/** Create the task that was written as `draft`. */
export async function create(task, draft) {
  withdraw(`create ${task.id}`)
  const creating = acts.create(task, draft)
  tellWhere(task)
  // Said below, whichever tab or page hears of it.
  await creating.catch(() => undefined)
}

/** Say what could not be created from now on, and before; `edit(draft)` opens the form with it again. */
export function start(editAgain) {
  edit = editAgain
  for (const { change, error } of refused.values()) tellRefused(change, error)
}

tasks.events.addEventListener("change:troubled", ({ detail: { change, error } }) => {
  if (change.kind !== "create") return
  refused.set(change.key, { change, error })
  tellRefused(change, error)
})

tasks.events.addEventListener("change:settled", ({ detail: { change } }) => {
  if (refused.delete(change.key)) withdraw(`create ${change.ids[0]}`)
})

function tellRefused({ sent, draft }, problem) {
  const reason = problem.errors[0]?.message ?? problem.detail
  const draftAgain = { ...draft ?? { ...sent, line: sent.title }, id: sent.id }
  say(`Couldn’t create ${quoted(sent.title)}: ${reason}`, { key: `create ${sent.id}`, tone: "error", actions: [{ word: "Edit", run: () => edit(draftAgain) }] })
}

/** A task that the list in sight does not show is not lost either. */
function tellWhere(task) {
  if (listing.route && listing.ids.includes(task.id)) return
  const due = task.due_date ? ` · ${words().dueInFull(task)}` : ""
  say(`Created ${quoted(task.title)}${due}`, { spoken: "Task created", actions: [{ word: "Open", run: () => router.open(task.id) }] })
}
