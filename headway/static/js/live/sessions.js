import { api } from "../api.js"
import * as channel from "../channel.js"

/* A session that ended has ended for every tab: the one that notices tells the others, and each sees for itself. */
let isDoubting = false

/** Tell other tabs, and listen to them. */
export function start() {
  document.addEventListener("session:ended", () => {
    if (!isDoubting) channel.tell("session:doubted")
  })
  channel.events.addEventListener("session:doubted", doubt)
}

async function doubt() {
  if (isDoubting) return
  isDoubting = true
  try {
    await api("GET", "/api/users/me")
  } catch (problem) {
    // Without an answer nothing is known; the next request will tell.
    if (!problem.isPassing) throw problem
  } finally {
    isDoubting = false
  }
}
