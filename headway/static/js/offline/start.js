import * as feed from "../live/feed.js"
import { say, withdraw } from "../messages.js"
import { person } from "../person.js"
import * as tasks from "../tasks.js"
import * as copy from "./copy.js"
import { remember } from "./device.js"

const ADDRESS = "/service-worker.js"
const KEPT = "kept on this device"
let isTold = false

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

/** Have the service worker keep the files of this release; where browsers have none, the page needs the network. */
async function register() {
  if (!navigator.serviceWorker) return
  const policy = globalThis.trustedTypes?.createPolicy("headway", { createScriptURL })
  try {
    await navigator.serviceWorker.register(policy?.createScriptURL(ADDRESS) ?? ADDRESS, { updateViaCache: "none" })
  } catch (error) {
    // Forbidden by the person's settings, or the network went: the next page tries again.
    if (!["SecurityError", "TypeError", "AbortError", "InvalidStateError"].includes(error.name)) throw error
  }
}

/** The only script that is ever named by a text. */
function createScriptURL(address) {
  if (address !== ADDRESS) throw new TypeError("Not a script of ours.")
  return address
}
