import { field } from "./dom.js"
import { announce } from "./messages.js"

const SHOWN_MS = 2000
const timers = new WeakMap()

/** Say beside the setting that holds `control` that its change is kept. */
export function showSaved(control) {
  const note = field(control.closest(".setting"), "saved")
  note.hidden = false
  announce("Saved", { isMinor: true })
  clearTimeout(timers.get(note))
  timers.set(note, setTimeout(() => { note.hidden = true }, SHOWN_MS))
}
