import { person } from "./person.js"

/*
 * What this device keeps of a person, and of nobody else: by name, until they sign out.
 */
const OURS = "headway:"
const PLACES = ["localStorage", "sessionStorage"]
const key = (name) => `${OURS}${name}:${person.id}`

/** What is kept under a name, or null; `place` "sessionStorage" is this tab's alone. */
export function read(name, place = "localStorage") {
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
export function forgetAll() {
  try {
    for (const storage of PLACES.map((place) => globalThis[place])) {
      for (const name of Object.keys(storage)) if (name.startsWith(OURS) && name.endsWith(`:${person.id}`)) storage.removeItem(name)
    }
  } catch {
    // Without storage there is nothing to remove.
  }
}
