import { api } from "./api.js"
import { today } from "./dates.js"

const LINE = "A day, a time and a priority can be part of the line: “Call Ana fri 15:00 !high”."
const WRITING = "Every task is there. What you write here is saved when you leave the field."
// For who has keys, and for who has a finger.
const SAMPLES = [
  { priority: "high", title: "Complete me: click the circle", description: "A second click opens the task again. Undo is always at Ctrl Z." },
  { priority: "medium", title: "Press N to add a task", description: `N works wherever you are, as long as you are not typing. ${LINE}` },
  { priority: "low", title: "Press Ctrl K to find anything", description: `Every command is there too, with its keys. ${WRITING}` },
]
const TOUCHED = [
  { priority: "high", title: "Complete me: tap the circle", description: "A second tap opens the task again." },
  { priority: "medium", title: "Tap + to add a task", description: LINE },
  { priority: "low", title: "Tap Search to find anything", description: WRITING },
]

/** Give a new person three tasks for their first day, which teach. Their ids follow from the person's, so a second try makes no second set. */
export async function addSamples({ id: userId, timezone }) {
  const samples = matchMedia("(pointer: coarse)").matches ? TOUCHED : SAMPLES
  // Lists show the newest first: made from last to first, they are read from first to last.
  for (const [index, sample] of [...samples.entries()].toReversed()) {
    await api("POST", "/api/tasks", { id: await uuid5(userId, `sample ${index + 1}`), due_date: today(timezone), ...sample })
  }
}

/** The UUID, version 5, of `name` in the namespace of another UUID (RFC 9562, section 5.5). */
export async function uuid5(namespace, name) {
  const space = Uint8Array.from(namespace.replaceAll("-", "").match(/../g), (pair) => parseInt(pair, 16))
  const text = new TextEncoder().encode(name)
  const digest = await crypto.subtle.digest("SHA-1", new Uint8Array([...space, ...text]))
  const bytes = new Uint8Array(digest).slice(0, 16)
  bytes[6] = (bytes[6] & 0x0f) | 0x50
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}
