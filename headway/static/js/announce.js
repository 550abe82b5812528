const PAUSE_MS = 1000
const ALERT_MS = 5000

let waiting = null
let spokenAt = -Infinity
let timer = 0

/**
 * Say `text` to people who listen to the page: politely, at most once a second, and when more comes in the meantime
 * only the last of it. What is minor ("Saved") is left out when there is anything else to hear.
 */
export function announce(text, { isMinor = false } = {}) {
  if (isMinor && (waiting !== null || performance.now() < spokenAt + PAUSE_MS)) return
  waiting = text
  clearTimeout(timer)
  timer = setTimeout(speak, Math.max(0, spokenAt + PAUSE_MS - performance.now()))
}

function speak() {
  const region = document.getElementById("announcer")
  if (!region) return
  // The same words twice are no change to a reader: a no-break space makes them one.
  region.textContent = region.textContent === waiting ? `${waiting}\u00a0` : waiting
  spokenAt = performance.now()
  waiting = null
}

/** Say at once, over whatever is being read: only for work that would be lost otherwise. */
export function interrupt(text) {
  const region = document.getElementById("alerter")
  if (!region) return
  region.textContent = text
  // Said once: it must not be read again when the region moves into a dialog.
  setTimeout(() => { region.textContent = "" }, ALERT_MS)
}
