import { announce, say, withdraw } from "./messages.js"
import { words } from "./person.js"
import { changed, conflicting, named, PRIORITY, quoted, rolledBack, STATUS } from "./phrases.js"
import * as tasks from "./tasks.js"
import * as troubles from "./troubles.js"
import * as undo from "./undo.js"

/*
 * What a person does to tasks, wherever it was begun: shown at once, told in words, kept as a step that can be taken
 * back, and said plainly when the server refuses.
 */

/** What was said of tasks and is true until their status changes again, or they go: their ids → the message's key. */
const told = new Map()

let steps = 0

/**
 * Set `fields` of the tasks. Resolves to true when all is saved, false when it was taken back. `seen` is what stood there
 * when the person began to write.
 */
export function change(ids, fields, seen) {
  const before = ids.map((id) => tasks.get(id)).filter(Boolean)
  const old = before.map((task) => pick(task, fields))
  if (old.every((values) => Object.keys(fields).every((name) => values[name] === fields[name]))) return Promise.resolve(true)
  const said = changed(before, fields, words())
  return perform({
    ids,
    said,
    make: () => tasks.update(ids, fields, seen),
    takeBack: () => Promise.all(alike(before, old).map(([group, values]) => tasks.update(group, values))),
    refused: (problem) => rolledBack(fields, ids.length === 1 ? inWords(before[0], fields) : "", problem),
    again: () => change(ids, fields),
  })
}

/** Complete the tasks, or reopen them when all of them are completed. */
export function toggle(ids) {
  const areCompleted = ids.every((id) => tasks.get(id)?.status === "completed")
  return change(ids, { status: areCompleted ? "pending" : "completed" })
}

/** Put the tasks into the trash. */
export function remove(ids) {
  const names = named(ids.map((id) => tasks.get(id)))
  return perform({
    ids,
    said: { text: `Deleted ${names}`, isToast: true },
    make: () => tasks.remove(ids),
    takeBack: () => tasks.restore(ids),
    refused: () => `Couldn’t delete ${names}, so ${ids.length === 1 ? "it’s" : "they’re"} back.`,
    again: () => remove(ids),
  })
}

/** Take the tasks out of the trash. */
export function restore(ids) {
  const names = named(ids.map((id) => tasks.get(id)))
  return perform({
    ids,
    said: { text: `Restored ${names}`, isToast: true },
    make: () => tasks.restore(ids),
    takeBack: () => tasks.remove(ids),
    refused: () => `Couldn’t restore ${names}.`,
    again: () => restore(ids),
  })
}

/** Take back the newest step, or the given one. */
export const takeBack = (step) => travel(undo.undo, { done: "Undid", infinitive: "undo" }, step)

/** Do again what was taken back last. */
export const redo = () => travel(undo.redo, { done: "Redid", infinitive: "redo" })

tasks.events.addEventListener("change:troubled", ({ detail: { change, error, isAwaited } }) => {
  // Who waits for it says it in the words of the act; what was made before, or in another tab, is told here.
  if (isAwaited || change.kind === "create") return
  if (error instanceof tasks.Conflict) contest(error)
  else troubleLater(change, error)
})

// Decided in another tab, or by another change.
tasks.events.addEventListener("change:settled", ({ detail: { change } }) => {
  for (const trouble of change.ids.flatMap(troubles.all)) if (trouble.change?.key === change.key) troubles.remove(trouble)
})

/** A change that was kept on this device has been refused, long after it was made: what was written is said too. */
function troubleLater(refused, problem) {
  const { kind, ids, sent, before } = refused
  const words = { delete: "Couldn’t delete a task", restore: "Couldn’t restore a task" }[kind] ?? rolledBack(sent, inWords(before[0], sent), problem)
  const text = written(sent) ? `${words} ${quoted(written(sent))}` : words
  const again = { update: () => change(ids, sent), delete: () => remove(ids), restore: () => restore(ids) }[kind]
  trouble(ids, text, again, refused)
}

async function perform({ ids, said, make, takeBack: undoIt, refused, again }) {
  // What another device has changed is still to be decided.
  for (const trouble of ids.flatMap(troubles.all)) if (trouble.retry) giveUp(trouble)
  steps += 1
  const key = `step ${steps}`
  const step = undo.record({ label: said.text, key, undo: undoIt, redo: make })
  if (said.spoken !== "Saved") outdate(ids, said.isToast && key)
  if (said.isToast) say(said.text, { key, spoken: said.spoken, actions: [{ word: "Undo", run: () => takeBack(step) }] })
  try {
    // A change that waits for the network is kept: as good as saved, and its refusal is told when it comes.
    await make()
    if (!said.isToast) announce(said.spoken, { isMinor: said.spoken === "Saved" })
    return true
  } catch (problem) {
    undo.forget(step)
    withdraw(key)
    if (problem instanceof tasks.Conflict) contest(problem)
    else trouble(ids, refused(problem), again, problem.change)
    return false
  }
}

/** “Completed” is not true any more when the task has been reopened: what was said of it goes, `key` takes its place. */
function outdate(ids, key) {
  const whom = ids.join()
  if (told.has(whom)) withdraw(told.get(whom))
  told.delete(whom)
  if (key) told.set(whom, key)
}

function trouble(ids, text, again, change = null) {
  const made = { ids, text, change, retry: () => {
    giveUp(made)
    return again()
  } }
  troubles.add(made)
}

/** The person has seen to what was refused. */
function giveUp(trouble) {
  if (trouble.change) tasks.giveUp(trouble.change)
  troubles.remove(trouble)
}

function contest(conflict) {
  const { change: contested, ids, fields } = conflict
  const keepMine = async () => {
    troubles.remove(made)
    try {
      await conflict.keepMine()
    } catch (problem) {
      if (problem instanceof tasks.Conflict) contest(problem)
      else troubleLater(problem.change, problem)
    }
  }
  const useTheirs = () => {
    troubles.remove(made)
    return conflict.useTheirs()
  }
  const made = { ids, text: conflicting(fields), change: contested, keepMine, useTheirs }
  troubles.add(made)
}

async function travel(move, words, step) {
  try {
    const made = await move(step)
    if (!made) return
    withdraw(made.key)
    announce(`${words.done}: ${made.label}`)
  } catch (problem) {
    const reason = problem instanceof tasks.Conflict ? conflicting(problem.fields) : problem.detail
    say(`Couldn’t ${words.infinitive}: ${reason}`, { tone: "error", actions: [{ word: "Try again", run: () => travel(move, words, step) }] })
  }
}

/** Tasks with the same old values go back in one request. */
function alike(before, old) {
  const groups = new Map()
  before.forEach((task, place) => {
    const key = JSON.stringify(old[place])
    groups.set(key, [[...(groups.get(key)?.[0] ?? []), task.id], old[place]])
  })
  return [...groups.values()]
}

/** The old value of a field as a sentence ends with it: "Friday", “Book train”, "High". */
function inWords(task, fields) {
  if ("title" in fields) return quoted(task.title)
  if ("status" in fields) return STATUS[task.status]
  if ("priority" in fields) return PRIORITY[task.priority]
  if ("due_date" in fields) return task.due_date ? words().dueInFull(task) : "no date"
  return ""
}

/** The text in fields that a person wrote. */
function written({ title = "", description = "" }) {
  return title || description
}

function pick(task, fields) {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, task[name]]))
}
