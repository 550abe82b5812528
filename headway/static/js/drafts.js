import { keep, read } from "./kept.js"

/*
 * Text on its way to becoming a task, kept on this device until the server has it: what stands in the form, and what
 * was sent and not yet acknowledged. Signing out removes it.
 */
/** What was left in the form, or null. */
export const readForm = () => read("form")

/** Keep what stands in the form; null empties it. */
export function keepForm(draft) {
  keep("form", draft)
}

/** Tasks that were sent and not acknowledged, each with the `draft` it came from. Their ids make it safe to send them again. */
export const unsent = () => read("unsent") ?? []

/** Keep a task until it is acknowledged. */
export function keepUnsent(task) {
  keep("unsent", [...unsent().filter(({ id }) => id !== task.id), task])
}

/** The server has it, or the person gave it up. */
export function forgetUnsent(id) {
  const rest = unsent().filter((task) => task.id !== id)
  keep("unsent", rest.length ? rest : null)
}
