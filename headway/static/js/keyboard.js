import { COMMANDS, commandFor, run } from "./commands.js"
import { write } from "./dom.js"
import * as preferences from "./preferences.js"

const SEQUENCE_MS = 1500
const NAMES = { ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", PageDown: "PgDn", PageUp: "PgUp", Escape: "Esc", " ": "Space" }
// These have a meaning of their own in every control: the element that has the focus deals with them.
const ROWS = new Set(["↓", "↑"])
const LEFT_TO_ELEMENTS = new Set(["↓", "↑", "Enter", "Esc", "Ctrl Enter", "Shift Enter", "Shift ↓", "Shift ↑", "Ctrl A"])

export const isApple = /Mac|iPhone|iPad/u.test(globalThis.navigator?.userAgentData?.platform ?? globalThis.navigator?.platform ?? "")

/** The keys of an event as the commands spell them: "Ctrl Shift Z", "?", "F2". */
export function spell({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  const name = NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  const isCommand = isApple ? metaKey : ctrlKey
  // With a sign like "?" the shift key is part of how it is typed.
  const isShifted = shiftKey && (key.length > 1 || key.toUpperCase() !== key.toLowerCase())
  return [isCommand && "Ctrl", altKey && "Alt", isShifted && "Shift", name].filter(Boolean).join(" ")
}

/** The keys as this machine's keyboard names them. */
export function shown(keys) {
  return isApple ? keys.replace("Ctrl ", "⌘ ").replace("Shift ", "⇧ ") : keys
}

/** Write the keys of the command that each `[data-keys]` in `root` names. */
export function writeKeys(root = document) {
  for (const element of root.querySelectorAll("[data-keys]")) {
    const command = COMMANDS.find(({ id }) => id === element.dataset.keys)
    write(element, shown(command.keys[0]))
  }
}

/** Listen for the whole page. */
export function start({ signal } = {}) {
  let first = ""
  let firstAt = 0
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat && event.key.length === 1 && !"jk".includes(event.key.toLowerCase())) return
    const keys = spell(event)
    const sequence = event.timeStamp - firstAt < SEQUENCE_MS ? commandFor(`${first} then ${keys}`) : undefined
    const startsOne = !sequence && COMMANDS.some((command) => command.keys.some((wanted) => wanted.startsWith(`${keys} then `)))
    first = startsOne ? keys : ""
    firstAt = event.timeStamp
    const command = sequence ?? commandFor(keys)
    if (!command || isLeftToElement(keys) || !mayAct(keys)) return
    if (run(command.id)) event.preventDefault()
  }, { signal })
}

/** From the heading, where a screen begins, the arrows lead into its list. */
function isLeftToElement(keys) {
  return LEFT_TO_ELEMENTS.has(keys) && !(ROWS.has(keys) && document.activeElement.matches("body, h1"))
}

/** Keys that write, erase or undo in a field act only outside one; single keys also only where the person wants them. */
function mayAct(keys) {
  if (keys.length === 1 || keys === "Delete") return preferences.read().singleKeys && !isWriting() && !document.activeElement.closest("dialog:modal, [popover]")
  return !keys.endsWith(" Z") || !isWriting()
}

function isWriting() {
  const { activeElement: element } = document
  return element.isContentEditable || element.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=button])")
}
