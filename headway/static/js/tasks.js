import { api, insist, isWaiting, Problem } from "./api.js"
import * as channel from "./channel.js"
import { keep, recall } from "./person.js"

/*
 * What a person sees of a task is the server's last word with the changes laid over it that are still on their way:
 * from this tab, from others, and from before the page was opened. A change that is refused is simply lifted off again:
 * it takes back its own fields and nothing else.
 */
const PROVISIONAL = { status: "pending", priority: "medium", description: "", due_date: null, due_time: null, completed_at: null, deleted_at: null, version: 0 }
const SETTLING_MS = 2000
const known = new Map()
// What is laid over each task, by its id, and all of it, by the key of the change.
const underway = new Map()
const laid = new Map()
const saving = new Set()
// By their keys, what the outbox does not have yet, and what it did not get from the page before: a reload loses nothing.
const entering = new Map(recall("entering", "sessionStorage"))
let opening = null
let outbox = null
let isAbandoned = false
let number = 0

/**
 * "task:changed" `{ id, before, after, isOwn }`; `before` or `after` is undefined when a task comes or goes.
 * "change:troubled" `{ change, error, isAwaited }`: it was refused, or is contested; `isAwaited` when whoever made it hears
 * so too. "change:settled" `{ change }`: it is no trouble any more. "waiting:changed": what waits, or why, is another.
 */
export const events = new EventTarget()

/** The task as it is to be shown, or undefined. */
export function get(id) {
  const task = known.get(id)
  const changes = changesOf(id)
  return task && changes.length ? Object.assign({ ...task }, ...changes.map((change) => overlay(change))) : task
}

/** Every task that is known here, as it is to be shown. */
export const all = () => Array.from(known.keys(), get)

/** The server's last word on every task that is known here. */
export const stored = () => [...known.values()].filter(({ version }) => version > 0)

/** True while a change of this task has not been acknowledged. */
export const isSaving = (id) => changesOf(id).length > 0

/** The ids of all such tasks. */
export const unsaved = () => new Set([...laid.values()].flatMap(({ ids }) => ids))

/** Resolves when every write begun so far has ended or waits for the network; no later than after two seconds. */
export function settled() {
  const limit = new Promise((resolve) => { setTimeout(resolve, SETTLING_MS) })
  return Promise.race([Promise.allSettled(saving), limit])
}

/** True while any write is on its way. */
export const isBusy = () => saving.size > 0

/** How many changes wait to be sent, and whether that is because the server cannot be reached. */
export const waiting = () => ({ count: [...laid.values()].filter(({ state }) => state !== "conflict").length, isStuck: Boolean(outbox?.isStuck) })

/** True while a write would be lost with this page. */
export const isHolding = () => !isAbandoned && ((outbox ? outbox.isHolding : saving.size > 0) || isWaiting())

/** Send what waits, now. */
export const sendWaiting = () => opened().then((out) => out.send())

/** Resolves when every change made so far is kept on this device: from then on no crash can take it away. */
export const kept = () => opened().then((out) => out.entered())

/** How many changes are left after another try to send them all. */
export async function flush() {
  await kept()
  await sendWaiting()
  return (await outbox.all()).length
}

/** The person leaves: nothing more is sent, and nothing is asked. */
export function abandon() {
  isAbandoned = true
  if (outbox) outbox.isClosed = true
}

/** They stay after all. */
export function goOn() {
  isAbandoned = false
  if (outbox) outbox.isClosed = false
  sendWaiting()
}

/**
 * Lay what an earlier page or another tab could not send over what is known, say what was set aside, and send the rest.
 * `isOwn` false where the numbers and the list already have it.
 */
export async function resume({ isOwn = true } = {}) {
  const kept = await (await opened()).all()
  for (const change of kept) {
    if (laid.has(change.key)) continue
    if (change.state === "refused") trouble(change, new Problem(change.problem))
    else lay(change, isOwn)
    if (change.state === "conflict") trouble(change, new Conflict(change))
  }
  for (const [key, change] of entering) {
    if (kept.some((other) => other.key === key)) note(key)
    else if (!laid.has(key)) make(change, isOwn)
  }
  sendWaiting()
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

/** Add a task at once; it carries its own id, so that sending it twice makes one. `draft` is what it was written from. */
export function create(task, draft) {
  return make({ kind: "create", ids: [task.id], sent: task, before: [{}], draft })
}

/**
 * Change fields of tasks, shown at once. Resolves to "saved", or to "kept" when the change waits on this device; throws
 * `Problem`, or `Conflict` when another device changed the same field. `seen` is what stood in the fields when the person
 * began: what came in while they wrote, they have not seen.
 */
export function update(ids, fields, seen = {}) {
  return make({ kind: "update", ids, sent: fields, before: ids.map((id) => ({ ...pick(get(id), Object.keys(fields)), ...seen })) })
}

/** Put tasks into the trash. */
export function remove(ids) {
  return make({ kind: "delete", ids, sent: {}, before: ids.map(() => ({})) })
}

/** Take tasks out of the trash. */
export function restore(ids) {
  return make({ kind: "restore", ids, sent: {}, before: ids.map(() => ({})) })
}

/**
 * Delete tasks in the trash for good; gives how many went. One that was taken out of the trash meanwhile stays. There
 * is no way back from this, so nothing goes from sight before the server has done it.
 */
export async function removeForGood(ids) {
  await settled()
  const { missing } = await api("POST", "/api/tasks/batch", { ids, remove: true }, { persist: true })
  const gone = ids.filter((id) => !missing.includes(id))
  for (const id of gone) drop(id)
  channel.tell("removed", gone)
  await Promise.allSettled(missing.map((id) => load(id)))
  return gone.length
}

/** Give up a change that was refused. */
export const giveUp = (change) => outbox.drop(change)

/** Two devices changed the same field: the person decides. Until then the text typed here stays in sight. */
export class Conflict extends Error {
  constructor(change) {
    super(`Changed on another device: ${change.problem.fields.join(", ")}`)
    this.name = "Conflict"
    this.change = change
    this.ids = change.ids
    this.fields = change.problem.fields
  }

  /** Save what was typed here over the other device's. */
  keepMine() {
    const { change, fields } = this
    const before = change.ids.map((id, place) => Object.assign({ ...change.before[place] }, pick(known.get(id), fields)))
    return counted(outbox.again(change, { before }))
  }

  /** Drop what was typed here. */
  useTheirs() {
    lift(this.change.key)
    return outbox.drop(this.change)
  }
}

channel.events.addEventListener("outbox", async ({ detail }) => (await opened()).hear(detail))
channel.events.addEventListener("removed", ({ detail }) => { for (const id of detail) drop(id) })

/** Take in a change, or one that the page before could not hand over. */
function make(parts, isOwn = true) {
  const madeAt = new Date().toISOString()
  number += 1
  // Sorts as it was made, here and in other tabs.
  const key = `${madeAt} ${String(number).padStart(6, "0")} ${Math.random().toString(36).slice(2)}`
  const change = { key, madeAt, state: "waiting", ...parts }
  lay(change, isOwn)
  return counted(enter(change))
}

async function enter(change) {
  note(change.key, change)
  const out = await opened()
  const outcome = out.add(change)
  out.entered().then(() => note(change.key))
  return outcome
}

function note(key, change) {
  if (change) entering.set(key, change)
  else entering.delete(key)
  keep("entering", entering.size ? [...entering] : null, "sessionStorage")
}

function counted(outcome) {
  saving.add(outcome)
  outcome.catch(() => undefined).finally(() => saving.delete(outcome))
  return outcome
}

/** What became of a change, here or in another tab. */
function told({ what, change, saved = [], key, isAwaited }) {
  const act = {
    added: () => laid.has(change.key) || lay(change, false),
    saved: () => lift(change.key, saved),
    dropped: () => lift(change.key),
    again: () => relay(change),
    conflict: () => relay(change),
    refused: () => lift(change.key),
    lost: () => recover(key),
  }[what]
  act?.()
  waitingChanged()
  if (what === "dropped" || what === "again") tell("change:settled", { change })
  if (what === "conflict") return trouble(change, new Conflict(change), isAwaited)
  return what === "refused" ? trouble(change, new Problem(change.problem), isAwaited) : undefined
}

function trouble(change, error, isAwaited = false) {
  error.change = change
  tell("change:troubled", { change, error, isAwaited })
  return error
}

/** Another tab sent it and could not say so any more: the server knows. */
async function recover(key) {
  const change = laid.get(key)
  await Promise.allSettled(change.ids.map((id) => load(id)))
  outbox.settle(change, [])
}

function lay(change, isOwn) {
  laid.set(change.key, { ...change, isOwn })
  for (const id of change.ids) {
    changing(id, isOwn, () => {
      // Sent again after a reload, it may have come with the page already.
      if (change.kind === "create" && !known.has(id)) known.set(id, { ...PROVISIONAL, created_at: change.madeAt, updated_at: change.madeAt, ...change.sent })
      underway.set(id, [...changesOf(id), change].toSorted((one, other) => (one.key < other.key ? -1 : 1)))
    })
  }
  waitingChanged()
}

function relay(change) {
  const { isOwn = true } = laid.get(change.key) ?? {}
  lift(change.key, [], { comesBack: true })
  lay(change, isOwn)
}

/** Take a change off; `saved` is what the server made of it, nothing when it failed. */
function lift(key, saved = [], { comesBack = false } = {}) {
  const change = laid.get(key)
  if (!change) return receive(saved.filter(({ version }) => version))
  const results = new Map(saved.map((task) => [task.id, task]))
  laid.delete(key)
  for (const id of change.ids) {
    changing(id, change.isOwn, () => {
      underway.set(id, changesOf(id).filter((other) => other.key !== key))
      if (results.has(id)) take(results.get(id))
      else if (change.kind === "create" && !comesBack && known.get(id)?.version === 0) known.delete(id)
    })
  }
  return undefined
}

/** Take the server's word; of what was deleted it says nothing but that, which makes no task of one never seen here. */
function take(task) {
  const old = known.get(task.id)
  if (!old && task.title === undefined) return
  const version = task.version ?? (old?.version ?? 0) + 1
  if (!(old?.version > version)) known.set(task.id, { ...old, ...task, version })
}

const changesOf = (id) => underway.get(id) ?? []

/** What a change shows before the server has it. */
function overlay({ kind, sent, madeAt }) {
  if (kind === "update") return withConsequences(sent, madeAt)
  return { create: {}, delete: { deleted_at: madeAt }, restore: { deleted_at: null } }[kind]
}

function waitingChanged() {
  tell("waiting:changed")
}

function tell(kind, detail) {
  events.dispatchEvent(new CustomEvent(kind, { detail }))
}

/** The way to the server is loaded with the first change, or once the page stands. */
function opened() {
  opening ??= insist(() => import("./offline/outbox-here.js")).then(({ openOutbox }) => openOutbox({ known: (id) => known.get(id), receive, told }))
  return opening.then((made) => (outbox = made))
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
  if (!isSame(before, after)) tell("task:changed", { id, before, after, isOwn })
}

function isSame(one, other) {
  return one === other || Boolean(one && other) && Object.keys({ ...one, ...other }).every((name) => one[name] === other[name])
}

/** What the server will change along with the fields. */
function withConsequences(fields, at) {
  const all = { ...fields }
  if (fields.status) all.completed_at = fields.status === "completed" ? at : null
  if (fields.due_date === null) all.due_time = null
  return all
}

function pick(task, names) {
  return Object.fromEntries(names.map((name) => [name, task?.[name]]))
}
