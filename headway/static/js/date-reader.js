import { words } from "./person.js"

/**
 * Load what reads dates, in this person's zone and order of day and month: `{ find(text), parse(text) }`, or null while
 * it can't be had. It is large, so that it is only asked for when somebody begins to write.
 */
export async function loadReader() {
  try {
    const { findDates, parseDue } = await import("./date-words.js")
    return {
      find: (text) => findDates(text, words().clock(), words()),
      parse: (text) => parseDue(text, words().clock(), words()),
    }
  } catch {
    // Without it a date can still be chosen; the next one to write asks again.
    return null
  }
}
