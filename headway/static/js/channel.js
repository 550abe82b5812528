/*
 * What one tab tells the others. Messages carry the person's id: two people may be signed in, one after the other, in
 * tabs of one browser, and neither must hear of the other's tasks.
 */
const channel = new BroadcastChannel("headway")
const FOR_EVERYBODY = new Set(["preferences", "signed-in"])
let person = null

export const events = new EventTarget()

channel.addEventListener("message", ({ data }) => {
  if (data.person === person || FOR_EVERYBODY.has(data.kind)) events.dispatchEvent(new CustomEvent(data.kind, { detail: data.detail }))
})

/** Listen and speak for the person with this id. */
export function join(personId) {
  person = personId
}

/**
 * Tell the other tabs: `kind` is "tasks", "counts", "preferences", "session:doubted", "signed-in", "signed-out",
 * or begins with "feed:" (`live/leading.js`).
 */
export function tell(kind, detail) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of this origin takes no second argument
  channel.postMessage({ person, kind, detail })
}
