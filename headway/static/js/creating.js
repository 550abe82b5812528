import { takeBack } from "./acts.js"
import { listing } from "./listing.js"
import { announce, say, withdraw } from "./messages.js"
import { words } from "./person.js"
import { named, quoted } from "./phrases.js"
import * as router from "./router.js"
import * as tasks from "./tasks.js"
import * as undo from "./undo.js"

/*
 * From the form to the server and nothing lost between: a new task waits on this device until it is acknowledged, and
 * what the server refuses is kept with the text that it came from until the person has dealt with it.
 */
let edit = () => undefined
const refused = new Map()

/** Create tasks, in one step of undo; each comes with the draft that it was written as. */
export async function create(written) {
  const made = written.map(([task]) => task)
  const ids = made.map(({ id }) => id)
  for (const id of ids) withdraw(`create ${id}`)
  const step = undo.record({ label: `Created ${named(made)}`, key: `created ${ids[0]}`, undo: () => tasks.remove(ids), redo: () => tasks.restore(ids) })
  // A refusal is said below, whichever tab or page hears of it; what was not made need not be taken back.
  const creating = written.map(([task, draft]) => tasks.create(task, draft).catch(() => ids.splice(ids.indexOf(task.id), 1)))
  tell(made, step)
  await Promise.all(creating)
  if (!ids.length) undo.forget(step)
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

/** One task is seen where it comes; of several, and of one that the list in sight does not show, it is said. */
function tell([task, ...others], step) {
  const { label, key } = step
  if (others.length) return say(label, { key, actions: [{ word: "Undo", run: () => takeBack(step) }] })
  if (listing.route && listing.ids.includes(task.id)) return announce("Task created")
  const due = task.due_date ? ` · ${words().dueInFull(task)}` : ""
  return say(`${label}${due}`, { key, spoken: "Task created", actions: [{ word: "Open", run: () => router.open(task.id) }] })
}
