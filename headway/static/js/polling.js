import * as tasks from "./tasks.js"

const TEN_SECONDS_MS = 10_000
const AT_LEAST_MS = 1000

/**
 * Call `act` every `everyMs` while the page is looked at, and as soon as a change made here is saved; never twice
 * within a second. `pause()` stops it until `resume()`.
 */
export function poll(act, { signal, everyMs = TEN_SECONDS_MS }) {
  let timer = 0
  let actedAt = performance.now()
  let isPaused = false

  const later = (wait) => {
    clearTimeout(timer)
    if (!isPaused && !signal.aborted) timer = setTimeout(now, wait)
  }
  const soon = () => later(Math.max(0, actedAt + AT_LEAST_MS - performance.now()))
  const now = async () => {
    if (document.hidden) return
    actedAt = performance.now()
    await act()
    later(everyMs)
  }

  tasks.events.addEventListener("task:changed", async ({ detail }) => {
    if (!detail.isOwn) return
    await tasks.settled()
    soon()
  }, { signal })
  document.addEventListener("visibilitychange", () => document.hidden ? clearTimeout(timer) : soon(), { signal })
  signal.addEventListener("abort", () => clearTimeout(timer))
  later(everyMs)

  return {
    pause() {
      isPaused = true
      clearTimeout(timer)
    },
    resume() {
      isPaused = false
      soon()
    },
  }
}
