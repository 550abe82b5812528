import { events, isLive } from "./live/feed.js"
import { paced } from "./live/pace.js"
import * as tasks from "./tasks.js"

const POLL_EVERY_MS = 10_000
// A little under the second that lies between two moves of the board, so that none waits for the next.
const AT_LEAST_MS = 800

/**
 * Keep something fresh by calling `act`. `soon()` says that it is stale: then `act` is called at once, but about once a
 * second at most, and while nobody looks not before somebody does. Where news do not come by themselves it is stale every
 * ten seconds, and after what is done here. `pause()` stops it until `resume()`.
 */
export function refresher(act, { signal }) {
  let isStale = false
  let isPaused = false

  const go = paced(async () => {
    if (!isStale || isPaused || document.hidden || signal.aborted) return
    isStale = false
    await act()
  }, AT_LEAST_MS)
  const soon = () => {
    isStale = true
    go()
  }

  const timer = setInterval(() => isLive() || soon(), POLL_EVERY_MS)
  signal.addEventListener("abort", () => clearInterval(timer))
  document.addEventListener("visibilitychange", go, { signal })
  events.addEventListener("feed:resync", soon, { signal })
  tasks.events.addEventListener("task:changed", async ({ detail }) => {
    if (!detail.isOwn || isLive()) return
    await tasks.settled()
    soon()
  }, { signal })

  return {
    soon,
    pause() { isPaused = true },
    resume() {
      isPaused = false
      soon()
    },
  }
}
