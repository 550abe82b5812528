import { api } from "../api.js"
import * as counts from "../counts.js"
import { listing } from "../listing.js"
import { rest } from "../live/pace.js"
import * as feed from "../live/feed.js"
import * as tasks from "../tasks.js"
import { begin, open } from "./database.js"

/*
 * The last state of what was seen, for a page that is opened while nobody answers: the server's word on each task, the
 * numbers as they stood, and who it is.
 */
const PAUSE_MS = 250
const FULL_AFTER_MS = 2000
const MOST_PAGES = 5

const fresh = new Set()
let isWriting = false

/** Keep from now on what is seen. */
export async function start() {
  const database = await open()
  tasks.events.addEventListener("task:changed", ({ detail: { id } }) => note(database, id))
  counts.events.addEventListener("counts:changed", () => note(database))
  for (const { id } of tasks.stored()) fresh.add(id)
  note(database)
  rest(FULL_AFTER_MS).then(() => keepLists(database)).catch(() => undefined)
}

async function note(database, id) {
  if (id) fresh.add(id)
  if (isWriting) return
  isWriting = true
  await rest(PAUSE_MS)
  isWriting = false
  await write(database)
}

async function write(database) {
  const ids = [...fresh]
  fresh.clear()
  const known = new Map(tasks.stored().map((task) => [task.id, task]))
  try {
    const transaction = begin(database, ["tasks", "facts"], "readwrite")
    const [kept, facts] = [transaction.objectStore("tasks"), transaction.objectStore("facts")]
    for (const id of ids) await (known.has(id) ? merge(kept, known.get(id)) : kept.delete(id))
    await facts.put(described(), "person")
    await facts.put(counts.read(), "counts")
    if (feed.position()) await facts.put(feed.position(), "event")
    if (listing.tomorrow) await facts.put(listing.tomorrow, "tomorrow")
    await transaction.done
  } catch (error) {
    // Signed out, in this tab or another: nothing is kept any more. Or full: the copy is older then.
    if (!["InvalidStateError", "AbortError", "QuotaExceededError"].includes(error.name)) throw error
  }
}

/** A row of a list has no notes: those that are kept stay, as long as the version is the same. */
async function merge(kept, task) {
  const old = task.description === undefined ? await kept.get(task.id) : undefined
  await kept.put(old?.version === task.version ? { ...old, ...task } : task)
}

/**
 * All that is open, up to a few hundred tasks, and what was completed last, so that the lists are whole offline; what is
 * kept as open and was not among them has been completed or deleted somewhere else.
 */
async function keepLists(database) {
  const position = feed.position()
  if (await database.get("facts", "whole") === position) return undefined
  const seen = new Set()
  const before = new Set((await database.getAll("tasks")).filter(({ status, deleted_at: gone }) => status !== "completed" && !gone).map(({ id }) => id))
  let cursor = ""
  for (let page = 0; page < MOST_PAGES && (cursor || !page); page += 1) {
    const answer = await keepPage(database, `status=pending,in_progress${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    for (const task of answer.tasks) seen.add(task.id)
    cursor = answer.next ?? ""
    if (!cursor) await removeStale(database, [...before].filter((id) => !seen.has(id)))
  }
  await keepPage(database, "status=completed&sort=updated")
  return database.put("facts", position, "whole")
}

async function keepPage(database, query) {
  const answer = await api("GET", `/api/tasks?${query}&limit=100`)
  const transaction = begin(database, "tasks", "readwrite")
  for (const task of answer.tasks) await merge(transaction.store, task)
  await transaction.done
  return answer
}

async function removeStale(database, ids) {
  const transaction = begin(database, "tasks", "readwrite")
  for (const id of ids) if (!tasks.get(id)) await transaction.store.delete(id)
  await transaction.done
}

/** The person, as the frame shows them. */
function described() {
  const { userId: id, timezone } = document.body.dataset
  const [name, email] = [".account-menu__name", ".account-menu__email"].map((selector) => document.querySelector(selector)?.textContent ?? "")
  return { id, timezone, name, email }
}
