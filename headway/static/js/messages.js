/* What is said to people: aloud to those who listen to the page, and as a message to those who look at it. */
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

/**
 * Messages on their way to the person: `{ key, text, spoken, tone, actions, until }`. An action is `{ word, run }`.
 * `<toast-region>` shows them; here it is only decided what is said.
 */
export const events = new EventTarget()

/** Show a message; the same text again is counted on the one in sight. Gives a function that takes it away. */
export function say(text, { spoken = text, tone = "plain", actions = [], key = text } = {}) {
  announce(spoken)
  tell("message:said", { key, text, tone, actions })
  return () => withdraw(key)
}

/** Take a message away: what it offers has been done another way. */
export function withdraw(key) {
  tell("message:withdrawn", { key })
}

/** Messages are shown by an element that is loaded with the first of them, in the order in which they were said. */
async function tell(name, detail) {
  if (globalThis.customElements && !customElements.get("toast-region")) await import("./elements/toast-region.js")
  events.dispatchEvent(new CustomEvent(name, { detail }))
}
