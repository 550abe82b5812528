import { formatter } from "./format.js"
import * as preferences from "./preferences.js"

/** Who is signed in here, as the page was rendered: `id` and `zone` (IANA name). */
export const person = {
  get id() { return document.body.dataset.userId },
  get zone() { return document.body.dataset.timezone || "UTC" },
}

// What this device keeps of a person, and of nobody else, until they sign out: by name.
const OURS = "headway:"
const PLACES = ["localStorage", "sessionStorage"]
const key = (name) => `${OURS}${name}:${person.id}`

let current = null
let zoneOfCurrent = ""

/** Days, times and numbers in this person's language, zone and clock. */
export function words() {
  if (zoneOfCurrent !== person.zone) current = null
  zoneOfCurrent = person.zone
  current ??= formatter({ locale: navigator.language || "en", zone: person.zone, hourCycle: { 24: "h23", 12: "h12" }[preferences.read().clock] })
  return current
}

/** What is kept under a name, or null; `place` "sessionStorage" is this tab's alone. */
export function recall(name, place = "localStorage") {
  try {
    return JSON.parse(globalThis[place].getItem(key(name)))
  } catch {
    return null
  }
}

/** Keep a value under a name; null removes it. */
export function keep(name, value, place = "localStorage") {
  try {
    if (value === null) globalThis[place].removeItem(key(name))
    else globalThis[place].setItem(key(name), JSON.stringify(value))
  } catch {
    // Storage may be full or forbidden: whoever keeps something here has it in the page too.
  }
}

/** Remove everything that is kept for this person. */
export function forgetKept() {
  try {
    for (const storage of PLACES.map((place) => globalThis[place])) {
      for (const name of Object.keys(storage)) if (name.startsWith(OURS) && name.endsWith(`:${person.id}`)) storage.removeItem(name)
    }
  } catch {
    // Without storage there is nothing to remove.
  }
}

preferences.events.addEventListener("preferences:changed", () => { current = null })
