import { interrupt, say, withdraw } from "./messages.js"
import * as router from "./router.js"

/*
 * What is wrong with tasks until the person has dealt with it. A task may have several troubles: the oldest is in sight,
 * the next comes when that is settled, and none takes another's place.
 */
const waiting = new Map()

/** "trouble:changed" `{ id }`. */
export const events = new EventTarget()

/** What is to be said of a task: `{ ids, text, change, retry }` or `{ ids, text, change, keepMine, useTheirs }`, or undefined. */
export const of = (id) => waiting.get(id)?.[0]

/** Every trouble of a task, oldest first. */
export const all = (id) => [...waiting.get(id) ?? []]

/** Take in a trouble; one of the same change is the same trouble in new words. */
export function add(trouble) {
  const old = trouble.ids.flatMap(all).find(({ change }) => change && change.key === trouble.change?.key)
  if (old) remove(old)
  for (const id of trouble.ids) keep(id, [...all(id), trouble])
  if (isShown(trouble)) show(trouble)
}

/** It is settled: no mark, no note. */
export function remove(trouble) {
  if (!trouble.ids.some((id) => all(id).includes(trouble))) return
  for (const id of trouble.ids) keep(id, all(id).filter((other) => other !== trouble))
  withdraw(keyOf(trouble))
  const next = of(trouble.ids[0])
  if (next && isShown(next)) show(next)
}

function keep(id, troubles) {
  if (troubles.length) waiting.set(id, troubles)
  else waiting.delete(id)
  events.dispatchEvent(new CustomEvent("trouble:changed", { detail: { id } }))
}

const isShown = (trouble) => of(trouble.ids[0]) === trouble

function show(trouble) {
  const { ids, text, retry, keepMine, useTheirs } = trouble
  interrupt(text)
  // The panel of the task has a place for what is wrong with it, and the same buttons.
  if (ids.length === 1 && router.current().task === ids[0]) return
  const actions = retry ? [{ word: "Try again", run: retry }] : [{ word: "Keep mine", run: keepMine }, { word: "Use theirs", run: useTheirs }]
  say(text, { key: keyOf(trouble), tone: "error", actions })
}

const keyOf = ({ ids }) => `trouble ${ids[0]}`
