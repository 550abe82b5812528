/*
 * What follows from the order of the changes that wait. A change is
 * `{ key, seq, kind, ids, sent, before, madeAt, attempts, state }`: `kind` "create", "update", "delete" or "restore";
 * `sent` the fields, `before` for each id what stood in them when the person began; `state` "waiting", or "conflict" or
 * "refused" once it is set aside for the person.
 */
const FRESH_MS = 10_000

/** The change to send next: the oldest that waits, and not for a task that could not be created. */
export function next(changes) {
  return changes.find((change) => change.state === "waiting" && !isStopped(change, changes))
}

/** Set-aside changes that `change` takes the place of: the person has since said something else of the same fields. */
export function superseded(changes, change) {
  return changes.filter((other) => other.seq < change.seq && other.state !== "waiting" && covers(change, other))
}

/** Later changes made on top of `failed`: they now stand on what was there before it. Gives those that differ. */
export function rebased(changes, failed) {
  return changes.filter((later) => later.seq > failed.seq && later.kind === "update").flatMap((later) => {
    const before = later.ids.map((id, place) => onTopOf(later.before[place], id, failed))
    return before.some((values, place) => values !== later.before[place]) ? [{ ...later, before }] : []
  })
}

/** The fields of `sent` that were changed elsewhere since `before`, to something else than is wanted. */
export function contested(before, sent, task) {
  return Object.keys(sent).filter((name) => before[name] !== undefined && task[name] !== before[name] && task[name] !== sent[name])
}

/** Whether others may have changed the same tasks since: then each is looked at on its own. */
export function isLate({ madeAt, attempts = 0 }, now = Date.now()) {
  return attempts > 0 || now - Date.parse(madeAt) > FRESH_MS
}

function isStopped(change, changes) {
  return changes.some((other) => other.seq < change.seq && other.kind === "create" && other.state === "refused" && sharesTask(change, other))
}

function covers(change, other) {
  if (change.kind !== other.kind || !other.ids.every((id) => change.ids.includes(id))) return false
  return change.kind !== "update" || Object.keys(other.sent).every((name) => name in change.sent)
}

function onTopOf(before, id, failed) {
  const place = failed.ids.indexOf(id)
  if (place < 0 || failed.kind !== "update") return before
  const names = Object.keys(before).filter((name) => name in failed.sent && before[name] === failed.sent[name])
  return names.length ? { ...before, ...Object.fromEntries(names.map((name) => [name, failed.before[place][name]])) } : before
}

function sharesTask({ ids }, other) {
  return ids.some((id) => other.ids.includes(id))
}
