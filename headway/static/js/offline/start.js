import * as feed from "../live/feed.js"
import { say, withdraw } from "../messages.js"
import { person } from "../person.js"
import * as tasks from "../tasks.js"
import * as copy from "./copy.js"
import { remember } from "./device.js"
import { register } from "./worker.js"

/* What makes the page stand without a network: loaded once it stands with one. */
remember(person.id)
tasks.resume()
copy.start().catch(() => undefined)
register()
addEventListener("online", () => tasks.sendWaiting())
feed.events.addEventListener("feed:state", () => {
  if (feed.feed.state !== "down" && tasks.waiting().isStuck) tasks.sendWaiting()
})
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && tasks.waiting().isStuck) tasks.sendWaiting()
})

const KEPT = "kept on this device"
let isTold = false

/** The first change that has to wait is told; after that the top bar counts. */
tasks.events.addEventListener("waiting:changed", () => {
  const { count, isStuck } = tasks.waiting()
  const hasToWait = isStuck && count > 0
  if (hasToWait && !isTold) {
    const why = navigator.onLine ? "Headway can’t be reached." : "You’re offline."
    say(`${why} Changes are kept on this device and sent when you’re back.`, { key: KEPT })
  } else if (!hasToWait && isTold) withdraw(KEPT)
  isTold = hasToWait
})
