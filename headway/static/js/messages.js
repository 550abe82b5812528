import { announce } from "./announce.js"

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
