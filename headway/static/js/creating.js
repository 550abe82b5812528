import * as acts from "./acts.js"
import * as drafts from "./drafts.js"
import { listing } from "./listing.js"
import { say } from "./messages.js"
import { words } from "./person.js"
import { quoted } from "./phrases.js"
import * as router from "./router.js"

/*
 * From the form to the server and nothing lost between: the task is kept on this device until it is acknowledged, and
 * sent again when the page is opened next.
 */

/** Create the task; `edit(draft)` opens the form again with what was written there, `draft`, and the task's id. */
export async function create(task, draft, edit) {
  const editAgain = () => edit({ ...draft, id: task.id })
  drafts.keepUnsent({ ...task, draft })
  const creating = acts.create(task)
  tellWhere(task)
  try {
    await creating
    drafts.forgetUnsent(task.id)
  } catch (problem) {
    if (problem.isPassing) return retryLater(task, draft, { edit, editAgain })
    drafts.forgetUnsent(task.id)
    const reason = problem.errors[0]?.message ?? problem.detail
    say(`Couldn’t create ${quoted(task.title)}: ${reason}`, { tone: "error", actions: [{ word: "Edit", run: editAgain }] })
  }
}

/** Send what an earlier page could not. */
export function sendUnsent(edit) {
  for (const { draft, ...task } of drafts.unsent()) create(task, draft ?? { ...task, line: task.title }, edit)
}

function retryLater(task, draft, { edit, editAgain }) {
  say(`Couldn’t create ${quoted(task.title)}. Your text is kept.`, {
    key: `create ${task.id}`,
    tone: "error",
    actions: [{ word: "Try again", run: () => create(task, draft, edit) }, { word: "Edit", run: editAgain }],
  })
}

/** A task that the list in sight does not show is not lost either. */
function tellWhere(task) {
  if (listing.route && listing.ids.includes(task.id)) return
  const due = task.due_date ? ` · ${words().dueInFull(task)}` : ""
  say(`Created ${quoted(task.title)}${due}`, { spoken: "Task created", actions: [{ word: "Open", run: () => router.open(task.id) }] })
}
