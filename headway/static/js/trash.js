import { api } from "./api.js"
import { listing, load } from "./listing.js"
import { say } from "./messages.js"
import { words } from "./person.js"
import { named, quoted } from "./phrases.js"
import * as router from "./router.js"
import * as tasks from "./tasks.js"
import "./elements/confirm-dialog.js"

/* Deleting for good: it asks first, since nothing can bring the tasks back. */

// As many as a page of the list may have.
const AT_ONCE = 100

/** Delete these tasks of the trash for good, when the person is sure. */
export async function removeForGood(ids) {
  const some = ids.map((id) => tasks.get(id))
  const title = some.length === 1 ? "Delete this task for good?" : `Delete ${words().count(some.length, "task", "tasks")} for good?`
  const text = some.length === 1 ? `${quoted(some[0].title)} can’t be brought back.` : "They can’t be brought back."
  if (!(await confirmed(title, text))) return
  try {
    await tasks.removeForGood(ids)
    say(`Deleted ${named(some)} for good`)
  } catch {
    say(`Couldn’t delete ${named(some)}.`, { tone: "error", actions: [{ word: "Try again", run: () => removeForGood(ids) }] })
  }
}

/** Delete everything in the trash for good, when the person is sure: then `begun()` is called. True when it is empty. */
export async function emptyTrash({ begun }) {
  const title = `Delete ${words().count(listing.total, "task", "tasks")} for good?`
  if (!(await confirmed(title, "Everything in the trash goes. It can’t be brought back."))) return false
  begun()
  try {
    const removed = await removeAll()
    say(`Deleted ${words().count(removed, "task", "tasks")} for good`, { spoken: "The trash is empty" })
    return true
  } catch {
    say("Couldn’t empty the trash: some tasks are left.", { tone: "error", actions: [{ word: "Try again", run: () => emptyTrash({ begun }) }] })
    return false
  } finally {
    if (listing.isTrash) load(router.current())
  }
}

/** Page by page, until there is none: what somebody restores meanwhile stays. */
async function removeAll() {
  let removed = 0
  for (;;) {
    const { tasks: found } = await api("GET", `/api/tasks?deleted=true&limit=${AT_ONCE}`)
    if (!found.length) return removed
    removed += await tasks.removeForGood(found.map(({ id }) => id))
  }
}

function confirmed(title, text) {
  const dialog = document.querySelector("confirm-dialog") ?? document.body.appendChild(document.createElement("confirm-dialog"))
  return dialog.ask({ title, text, act: "Delete for good" })
}
