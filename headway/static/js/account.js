import { api } from "./api.js"
import * as channel from "./channel.js"
import * as drafts from "./drafts.js"
import { say } from "./messages.js"

/** End the session in every tab and leave nothing of it on this device. */
export async function signOut() {
  try {
    await api("POST", "/api/users/logout", undefined)
  } catch (problem) {
    // Without an answer the session would live on unseen: better to say so than to pretend.
    if (problem.status !== 401) return say("Couldn’t sign out: the server can’t be reached.", { tone: "error", actions: [{ word: "Try again", run: signOut }] })
  }
  drafts.forgetAll()
  channel.tell("signed-out")
  // Back must not lead into the account again.
  return location.replace("/sign-in")
}
