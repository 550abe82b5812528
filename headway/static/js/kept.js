import { person } from "./person.js"

/*
 * What this device keeps of a person, and of nobody else: by name, until they sign out.
 */
const OURS = "headway:"
const key = (name) => `${OURS}${name}:${person.id}`

/** What is kept under a name, or null. */
export function read(name) {
  try {
    return JSON.parse(localStorage.getItem(key(name)))
  } catch {
    return null
  }
}

/** Keep a value under a name; null removes it. */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(key(name))
    else localStorage.setItem(key(name), JSON.stringify(value))
  } catch {
    // Storage may be full or forbidden: whoever keeps something here has it in the page too.
  }
}

/** Remove everything that is kept for this person. */
export function forgetAll() {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(OURS) && name.endsWith(`:${person.id}`)) localStorage.removeItem(name)
  } catch {
    // Without storage there is nothing to remove.
  }
}
