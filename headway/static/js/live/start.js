import "../elements/sync-state.js"
import { api } from "../api.js"
import * as channel from "../channel.js"
import * as tasks from "../tasks.js"
import * as feed from "./feed.js"
import * as leading from "./leading.js"
import * as numbers from "./numbers.js"
import * as liveScreen from "./screen.js"

const SEEN = ["title", "status", "priority", "due_date", "due_time"]
let isDoubting = false

/* What happens elsewhere comes to this page: loaded after it stands, because it stands without it. */
feed.begin(Number(document.body.dataset.eventId))
numbers.start()
liveScreen.start()
feed.events.addEventListener("feed:state", ({ detail: { before } }) => {
  // What was asked for while nobody answered was not answered.
  if (before === "down" && feed.feed.state !== "down") liveScreen.catchUpWithEverything()
})
leading.start()

// A row that was changed somewhere else shows it: a wash over it that fades.
tasks.events.addEventListener("task:changed", ({ detail: { id, before, after, isOwn } }) => {
  if (isOwn || !before || !after || SEEN.every((name) => before[name] === after[name])) return
  for (const row of document.querySelectorAll(`task-row[data-id="${id}"]`)) wash(row)
})

// A session that ended has ended for every tab: the one that notices tells the others, and each sees for itself.
document.addEventListener("session:ended", () => {
  if (!isDoubting) channel.tell("session:doubted")
})
channel.events.addEventListener("session:doubted", doubt)

async function wash(row) {
  row.toggleAttribute("data-changed", true)
  await Promise.allSettled(row.getAnimations().map(({ finished }) => finished))
  row.removeAttribute("data-changed")
}

async function doubt() {
  if (isDoubting) return
  isDoubting = true
  try {
    await api("GET", "/api/users/me")
  } catch (problem) {
    // Without an answer nothing is known; the next request will tell.
    if (!problem.isPassing) throw problem
  } finally {
    isDoubting = false
  }
}
