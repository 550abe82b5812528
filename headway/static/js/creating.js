import * as acts from "./acts.js"
import * as drafts from "./drafts.js"
import { listing } from "./listing.js"
import { say } from "./messages.js"
import { quoted } from "./phrases.js"
import * as router from "./router.js"

/*
 * From the form to the server and nothing lost between: the task is kept on this device until it is acknowledged, and
 * sent again when the page is opened next.
 */

/** Create the task; `edit(task)` opens the form again with its text. */
export async function create(task, edit) {
  drafts.keepUnsent(task)
  const creating = acts.create(task)
  tellWhere(task)
  try {
    await creating
    drafts.forgetUnsent(task.id)
  } catch (problem) {
    if (problem.isPassing) return retryLater(task, edit)
    drafts.forgetUnsent(task.id)
    const reason = problem.errors[0]?.message ?? problem.detail
    say(`Couldn’t create ${quoted(task.title)}: ${reason}`, { tone: "error", actions: [{ word: "Edit", run: () => edit(task) }] })
  }
}

/** Send what an earlier page could not. */
export function sendUnsent(edit) {
  for (const task of drafts.unsent()) create(task, edit)
}

function retryLater(task, edit) {
  say(`Couldn’t create ${quoted(task.title)}. Your text is kept.`, {
    key: `create ${task.id}`,
    tone: "error",
    actions: [{ word: "Try again", run: () => create(task, edit) }, { word: "Edit", run: () => edit(task) }],
  })
}

/** A task that the list in sight does not show is not lost either. */
function tellWhere(task) {
  if (listing.route && listing.ids.includes(task.id)) return
  say(`Created ${quoted(task.title)}`, { spoken: "Task created", actions: [{ word: "Open", run: () => router.open(task.id) }] })
}
