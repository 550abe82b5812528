const STEPS = 20

/**
 * What can be taken back, newest last. A step is `{ label, undo, redo }`, both functions that return a promise;
 * a step that fails stays where it was, so that it can be tried again.
 */
const done = []
const undone = []

export const events = new EventTarget()

/** Remember a step just made; what was undone before can no longer be redone. */
export function record(step) {
  done.push(step)
  if (done.length > STEPS) done.shift()
  undone.length = 0
  changed()
  return step
}

/** Take back the newest step, or the one given wherever it stands; gives the step, or undefined when there is none. */
export function undo(step = done.at(-1)) {
  return move(step, done, undone, "undo")
}

/** Make the step undone last once more. */
export function redo(step = undone.at(-1)) {
  return move(step, undone, done, "redo")
}

/** Forget a step whose act failed: there is nothing to take back. */
export function forget(step) {
  for (const steps of [done, undone]) {
    const place = steps.indexOf(step)
    if (place >= 0) steps.splice(place, 1)
  }
  changed()
}

export const canUndo = () => done.length > 0
export const canRedo = () => undone.length > 0

async function move(step, from, to, act) {
  const place = from.indexOf(step)
  if (place < 0) return undefined
  from.splice(place, 1)
  to.push(step)
  changed()
  try {
    await step[act]()
  } catch (problem) {
    to.splice(to.indexOf(step), 1)
    from.splice(place, 0, step)
    changed()
    throw problem
  }
  return step
}

function changed() {
  events.dispatchEvent(new Event("undo:changed"))
}
