import { api } from "./api.js"
import * as channel from "./channel.js"
import { say } from "./messages.js"
import { forgetKept } from "./person.js"
import * as preferences from "./preferences.js"
import * as tasks from "./tasks.js"

const PATIENCE_MS = 2000

/**
 * End the session in every tab and leave nothing of it on this device. What waits is sent first; what could not be sent is
 * asked about once.
 */
export async function signOut({ isSure = false } = {}) {
  const loss = isSure ? "" : await lossIn()
  if (loss) return say(loss, { tone: "error", actions: [{ word: "Sign out anyway", run: () => signOut({ isSure: true }) }] })
  tasks.abandon()
  try {
    await api("POST", "/api/users/logout", undefined)
  } catch (problem) {
    tasks.goOn()
    // Without an answer the session would live on unseen: better to say so than to pretend.
    if (problem.status !== 401) return say("Couldn’t sign out: the server can’t be reached.", { tone: "error", actions: [{ word: "Try again", run: signOut }] })
  }
  return leaveDevice()
}

/** Leave for the door, in every tab, and nothing of the person behind; for good their settings go too. */
export async function leaveDevice({ isForGood = false } = {}) {
  tasks.abandon()
  forgetKept()
  if (isForGood) preferences.forget()
  // Whoever comes next has samples of their own.
  else preferences.save({ samples: "offered" })
  channel.tell("signed-out")
  const [{ remove }, { forget }] = await Promise.all([import("./offline/database.js"), import("./offline/device.js")])
  // A tab that does not let go of it is not waited for: it is about to leave too.
  await Promise.race([Promise.all([forget(), remove()]), new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS) })])
  // Back must not lead into the account again.
  location.replace("/sign-in")
}

/** What signing out would lose, in a sentence; nothing when all is sent. */
async function lossIn() {
  const left = await tasks.flush()
  if (left || tasks.isHolding()) return "Some changes could not be sent yet."
  const { waitingOfOthers } = await import("./offline/database.js")
  // The server has the browser empty all that it keeps for Headway.
  return await waitingOfOthers() ? "Changes of somebody else who used this browser could not be sent yet." : ""
}
