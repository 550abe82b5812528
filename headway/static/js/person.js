import { formatter } from "./format.js"
import * as preferences from "./preferences.js"

/** Who is signed in here, as the page was rendered: `id` and `zone` (IANA name). */
export const person = {
  get id() { return document.body.dataset.userId },
  get zone() { return document.body.dataset.timezone || "UTC" },
}

let current = null
let zoneOfCurrent = ""

/** Days, times and numbers in this person's language, zone and clock. */
export function words() {
  if (zoneOfCurrent !== person.zone) current = null
  zoneOfCurrent = person.zone
  current ??= formatter({ locale: navigator.language || "en", zone: person.zone, hourCycle: { 24: "h23", 12: "h12" }[preferences.read().clock] })
  return current
}

preferences.events.addEventListener("preferences:changed", () => { current = null })
