import { api, isWaiting, Problem } from "./api.js"
import * as channel from "./channel.js"

/*
 * What a person sees of a task is the server's last word with the changes laid over it that are still on their way.
 * A change that fails is simply lifted off again: it takes back its own fields and nothing else.
 */
const known = new Map()
const underway = new Map()
const queues = new Map()
const SETTLING_MS = 2000
let queued = 0
let isAbandoned = false

/** "task:changed" `{ id, before, after, isOwn }`; `before` or `after` is undefined when a task comes or goes. */
export const events = new EventTarget()

/** The task as it is to be shown, or undefined. */
export function get(id) {
  const task = known.get(id)
  return task && Object.assign({ ...task }, ...(underway.get(id) ?? []).map((change) => change.fields))
}

/** Every task that is known here, as it is to be shown. */
export const all = () => Array.from(known.keys(), get)

/** True while a change of this task has not been acknowledged. */
export const isSaving = (id) => (underway.get(id) ?? []).length > 0

/** Resolves when every write begun so far has ended, well or not; no later than after two seconds. */
export function settled() {
  const limit = new Promise((resolve) => { setTimeout(resolve, SETTLING_MS) })
  return Promise.race([Promise.allSettled(queues.values()), limit])
}

/** True while any write has not been acknowledged. */
export const isBusy = () => queues.size > 0

/** True while a write has not been sent: it waits for another one, or for the server to be back. */
export const isHolding = () => !isAbandoned && (queued > 0 || isWaiting())

/** The person leaves without what could not be sent. */
export function abandon() {
  isAbandoned = true
}

/** Take in what the server says about tasks; an older version than the one known is no news. */
export function receive(tasks, { isOwn = false } = {}) {
  for (const task of tasks) {
    const old = known.get(task.id)
    if (old && old.version > task.version) continue
    changing(task.id, isOwn, () => known.set(task.id, { ...old, ...task }))
  }
}

/** Ask for one task with its notes. */
export async function load(id, { signal } = {}) {
  try {
    receive([await api("GET", `/api/tasks/${id}`, undefined, { signal })])
  } catch (problem) {
    if (problem.status === 404) drop(id)
    throw problem
  }
  return get(id)
}

/** Add a task at once; `task` carries its own id, so that sending it twice makes one. */
export function create(task) {
  const now = new Date().toISOString()
  const provisional = { status: "pending", priority: "medium", description: "", due_date: null, due_time: null, completed_at: null, deleted_at: null, created_at: now, updated_at: now, version: 0 }
  // Sent again after a reload, it may have come with the page already.
  if (!known.has(task.id)) changing(task.id, true, () => known.set(task.id, { ...provisional, ...task }))
  return inTurn([task.id], async () => {
    try {
      acknowledge([await api("POST", "/api/tasks", task, { persist: true })])
    } catch (problem) {
      drop(task.id)
      throw problem
    }
  })
}

/**
 * Change fields of tasks, shown at once; throws `Problem`, or `Conflict` when another device changed the same field.
 * `seen` is what stood in the fields when the person began: what came in while they wrote, they have not seen.
 */
export function update(ids, fields, seen = {}) {
  const changes = ids.map((id) => lay(id, withConsequences(fields), fields, seen))
  return ids.length === 1 ? inTurn(ids, () => deliver(changes[0])) : inTurn(ids, () => deliverAll(changes, { changes: fields }))
}

/** Put tasks into the trash. */
export function remove(ids) {
  const changes = ids.map((id) => lay(id, { deleted_at: new Date().toISOString() }))
  if (ids.length > 1) return inTurn(ids, () => deliverAll(changes, { delete: true }))
  return inTurn(ids, () => settling(changes, async () => {
    await api("DELETE", `/api/tasks/${ids[0]}`, undefined, { persist: true })
    const task = known.get(ids[0])
    return [{ ...task, ...changes[0].fields, version: task.version + 1 }]
  }))
}

/** Take tasks out of the trash. */
export function restore(ids) {
  const changes = ids.map((id) => lay(id, { deleted_at: null }))
  if (ids.length > 1) return inTurn(ids, () => deliverAll(changes, { restore: true }))
  return inTurn(ids, () => settling(changes, async () => [await api("POST", `/api/tasks/${ids[0]}/restore`, undefined, { persist: true })]))
}

/**
 * Delete tasks in the trash for good; gives how many went. One that was taken out of the trash meanwhile stays. There
 * is no way back from this, so nothing goes from sight before the server has done it.
 */
export function removeForGood(ids) {
  return inTurn(ids, async () => {
    const { missing } = await api("POST", "/api/tasks/batch", { ids, remove: true }, { persist: true })
    const gone = ids.filter((id) => !missing.includes(id))
    for (const id of gone) drop(id)
    channel.tell("removed", gone)
    await Promise.allSettled(missing.map((id) => load(id)))
    return gone.length
  })
}

/** Two devices changed the same field: the person decides. Until then the text typed here stays in sight. */
export class Conflict extends Error {
  #change

  constructor(change, fields) {
    super(`Changed on another device: ${fields.join(", ")}`)
    this.name = "Conflict"
    this.#change = change
    this.id = change.id
    this.fields = fields
  }

  /** Save what was typed here over the other device's. */
  keepMine() {
    Object.assign(this.#change.before, pick(known.get(this.id), this.fields))
    return inTurn([this.id], () => deliver(this.#change))
  }

  /** Drop what was typed here. */
  useTheirs() {
    lift(this.#change)
  }
}

channel.events.addEventListener("tasks", ({ detail }) => receive(detail))
channel.events.addEventListener("removed", ({ detail }) => { for (const id of detail) drop(id) })

async function deliver(change) {
  try {
    for (;;) {
      const task = known.get(change.id)
      if (!task) throw new Problem({ status: 404, title: "Not found", detail: "This task no longer exists." })
      const contested = conflicts(change, task)
      if (contested.length) throw new Conflict(change, contested)
      try {
        const saved = await api("PUT", `/api/tasks/${change.id}`, change.sent, { ifMatch: task.version, persist: true })
        lift(change, saved)
        channel.tell("tasks", [saved])
        return
      } catch (problem) {
        // Somebody else was first. Unless they changed the same field, this change goes on top of theirs.
        if (problem.status !== 412 || !problem.current) throw problem
        receive([problem.current])
      }
    }
  } catch (problem) {
    if (!(problem instanceof Conflict)) lift(change)
    if (problem.status === 404) drop(change.id)
    throw problem
  }
}

function deliverAll(changes, act) {
  return settling(changes, async () => {
    const saved = []
    // The server takes 200 at a time.
    for (let place = 0; place < changes.length; place += 200) {
      const ids = changes.slice(place, place + 200).map((change) => change.id)
      saved.push(...(await api("POST", "/api/tasks/batch", { ids, ...act }, { persist: true })).tasks)
    }
    return saved
  })
}

/** Run `send`, which gives the tasks as saved; lift the changes when it is over, either way. */
async function settling(changes, send) {
  let saved = []
  try {
    saved = await send()
    channel.tell("tasks", saved)
  } finally {
    const byId = new Map(saved.map((task) => [task.id, task]))
    for (const change of changes) lift(change, byId.get(change.id))
  }
}

function acknowledge(saved) {
  receive(saved, { isOwn: true })
  channel.tell("tasks", saved)
}

/** The fields of a change that were changed elsewhere since it was made, to something else than it wants. */
function conflicts({ before, sent }, task) {
  return Object.keys(sent).filter((name) => before[name] !== undefined && task[name] !== before[name] && task[name] !== sent[name])
}

function lay(id, fields, sent = fields, seen = {}) {
  const change = { id, fields, sent, before: { ...pick(get(id), Object.keys(sent)), ...seen } }
  changing(id, true, () => underway.set(id, [...(underway.get(id) ?? []), change]))
  return change
}

/** Take a change off; `saved` is what the server made of it, or undefined when it failed. */
function lift(change, saved) {
  changing(change.id, true, () => {
    const rest = (underway.get(change.id) ?? []).filter((other) => other !== change)
    if (rest.length) underway.set(change.id, rest)
    else underway.delete(change.id)
    const old = known.get(change.id)
    if (saved && !(old?.version > saved.version)) known.set(change.id, { ...old, ...saved })
    // A later change made on top of this failed one now stands on what was there before it.
    if (!saved) for (const later of rest) {
      for (const name of Object.keys(change.sent)) if (later.before[name] === change.sent[name]) later.before[name] = change.before[name]
    }
  })
}

function drop(id) {
  changing(id, true, () => {
    known.delete(id)
    underway.delete(id)
  })
}

/** Do `act` and tell what it made of the task, when it made a difference. */
function changing(id, isOwn, act) {
  const before = get(id)
  act()
  const after = get(id)
  if (!isSame(before, after)) events.dispatchEvent(new CustomEvent("task:changed", { detail: { id, before, after, isOwn } }))
}

function isSame(one, other) {
  return one === other || Boolean(one && other) && Object.keys({ ...one, ...other }).every((name) => one[name] === other[name])
}

/** Writes of one task go one after the other, in the order they were made. */
function inTurn(ids, act) {
  queued += 1
  const turn = Promise.allSettled(ids.map((id) => queues.get(id))).then(() => {
    queued -= 1
    return act()
  })
  for (const id of ids) queues.set(id, turn)
  turn.catch(() => undefined).finally(() => {
    for (const id of ids) if (queues.get(id) === turn) queues.delete(id)
  })
  return turn
}

/** What the server will change along with the fields. */
function withConsequences(fields) {
  const all = { ...fields }
  if (fields.status) all.completed_at = fields.status === "completed" ? new Date().toISOString() : null
  if (fields.due_date === null) all.due_time = null
  return all
}

function pick(task, names) {
  return Object.fromEntries(names.map((name) => [name, task?.[name]]))
}
