import { agenda } from "../agenda.js"
import { listing } from "../listing.js"
import { matches } from "../matching.js"
import * as screen from "../screen.js"
import * as tasks from "../tasks.js"
import * as feed from "./feed.js"
import { paced, rest } from "./pace.js"

const AT_LEAST_MS = 350
const AGAIN_MS = 1000

let news = new Map()
let mayHaveMissed = false
const doneHere = new Map()

/** Keep the list in sight and the open task in step with what happens elsewhere. */
export function start() {
  feed.events.addEventListener("feed:task", ({ detail }) => {
    news.set(detail.id, detail)
    catchUp()
  })
  feed.events.addEventListener("feed:resync", catchUpWithEverything)
  // Nobody sees a hidden page: it is brought up to date once, when somebody looks.
  document.addEventListener("visibilitychange", catchUp)
  tasks.events.addEventListener("task:changed", ({ detail: { id, after, isOwn } }) => {
    if (isOwn && after) doneHere.set(id, after.version)
  })
}

/** Ask for all that is in sight. */
export function catchUpWithEverything() {
  mayHaveMissed = true
  catchUp()
}

/** What came together is asked for together, and what was done here is saved before anything is asked for. */
const catchUp = paced(async () => {
  if (document.hidden || !(mayHaveMissed || news.size)) return
  await tasks.settled()
  const [recent, isEverything] = [news, mayHaveMissed]
  news = new Map()
  mayHaveMissed = false
  const done = await Promise.all([bringList(recent, isEverything), bringTask(recent, isEverything)])
  if (done.every(Boolean)) return
  for (const [id, event] of recent) if (!news.has(id)) news.set(id, event)
  mayHaveMissed ||= isEverything
  rest(AGAIN_MS).then(catchUp)
}, AT_LEAST_MS)

/** Gives false when it has to be tried again. */
async function bringList(recent, isEverything) {
  const list = screen.list()
  if (!list) return true
  return isEverything || [...recent.values()].some(concernsList) ? list.refresh() : true
}

/** What this tab did it shows already, unless the list came in between; what another tab did it knows, but may have to show or to put away. */
function concernsList({ id, version }) {
  if (doneHere.get(id) >= version && !listing.unsaved.has(id)) return false
  const task = tasks.get(id)
  if (!task || task.version < version) return true
  return listing.kind === agenda || listing.ids.includes(id) !== matches(task, { ...listing.route, deleted: listing.isTrash }, listing.today())
}

async function bringTask(recent, isEverything) {
  const detail = document.querySelector("task-detail:defined")
  const event = recent.get(detail?.dataset.id)
  if (!detail || !(isEverything || event)) return true
  if (event?.change === "removed") return detail.showGone()
  if (event && tasks.get(event.id)?.version >= event.version) return true
  return detail.refresh()
}
