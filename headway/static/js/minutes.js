import { words } from "./person.js"

/*
 * Time as it passes for the person: what shows how long something is away, or which day it is, follows it. The document
 * hears "minute:changed" on every full minute, and "day:changed" when it has become midnight where the person lives.
 */
const MINUTE_MS = 60_000

let day = ""
let timer = 0

/** Begin to count; called once, when the page starts. */
export function start() {
  day = words().today()
  wait()
  // A hidden tab may sleep through minutes and nights.
  document.addEventListener("visibilitychange", () => document.hidden || pass())
}

function wait() {
  clearTimeout(timer)
  timer = setTimeout(pass, MINUTE_MS - (Date.now() % MINUTE_MS))
}

function pass() {
  document.dispatchEvent(new Event("minute:changed"))
  const today = words().today()
  if (today !== day) {
    day = today
    document.dispatchEvent(new Event("day:changed"))
  }
  wait()
}
