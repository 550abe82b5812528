import * as counts from "../counts.js"
import * as tasks from "../tasks.js"
import * as feed from "./feed.js"
import { paced, rest } from "./pace.js"

// After a write of ours is saved, the numbers that hold it come in a moment.
const OWN_NEWS_MS = 500

let newest = null

/*
 * The numbers over the list follow the stream without asking. What was done here shows already, so numbers that were
 * counted before it was saved would take it back for a moment: they wait for it.
 */
const show = paced(async () => {
  while (tasks.isBusy()) {
    await tasks.settled()
    await rest(OWN_NEWS_MS)
  }
  counts.take(newest)
}, 0)

/** Follow the stream from now on. */
export function start() {
  feed.events.addEventListener("feed:counts", ({ detail }) => {
    newest = detail
    show()
  })
}
