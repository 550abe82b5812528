import { api } from "./api.js"
import * as channel from "./channel.js"
import * as kept from "./kept.js"
import { say } from "./messages.js"
import * as preferences from "./preferences.js"
import * as tasks from "./tasks.js"

/** End the session in every tab and leave nothing of it on this device; what could not be sent is asked about once. */
export async function signOut({ isSure = false } = {}) {
  if (tasks.isHolding() && !isSure) {
    return say("Some changes could not be sent yet.", { tone: "error", actions: [{ word: "Sign out anyway", run: () => signOut({ isSure: true }) }] })
  }
  if (isSure) tasks.abandon()
  else await tasks.settled()
  try {
    await api("POST", "/api/users/logout", undefined)
  } catch (problem) {
    // Without an answer the session would live on unseen: better to say so than to pretend.
    if (problem.status !== 401) return say("Couldn’t sign out: the server can’t be reached.", { tone: "error", actions: [{ word: "Try again", run: signOut }] })
  }
  return leaveDevice()
}

/** Leave for the door, in every tab, and nothing of the person behind; for good their settings go too. */
export function leaveDevice({ isForGood = false } = {}) {
  kept.forgetAll()
  if (isForGood) preferences.forget()
  // Whoever comes next has samples of their own.
  else preferences.save({ samples: "offered" })
  channel.tell("signed-out")
  // Back must not lead into the account again.
  location.replace("/sign-in")
}
