import { keep, read } from "./kept.js"

/*
 * What stands in the form of a new task, kept on this device until it is sent. Signing out removes it.
 */
/** What was left in the form, or null. */
export const readForm = () => read("form")

/** Keep what stands in the form; null empties it. */
export function keepForm(draft) {
  keep("form", draft)
}
