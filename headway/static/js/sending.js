import { api } from "./api.js"
import { contested, isLate } from "./outbox-rules.js"

const BATCH = 200
const GONE = 404

/** Another device changed the same `fields` of the tasks with these `ids`. */
export class Contest extends Error {
  constructor(ids, fields) {
    super(`Changed on another device: ${fields.join(", ")}`)
    this.name = "Contest"
    Object.assign(this, { ids, fields })
  }
}

/**
 * Bring a change to the server; gives the tasks as saved. Sending it twice does no harm: a task is created under its own
 * id, and fields are set on a version. `known(id)` is the server's last word on a task, `receive(tasks)` takes a newer one.
 */
export async function send(change, { known, receive }) {
  const { kind, ids, sent } = change
  if (kind === "create") return [await api("POST", "/api/tasks", sent)]
  if (kind === "update" && (ids.length === 1 || isLate(change))) return sendEach(change, { known, receive })
  if (ids.length > 1) return sendTogether(ids, { update: { changes: sent }, delete: { delete: true }, restore: { restore: true } }[kind])
  if (kind === "restore") return [await api("POST", `/api/tasks/${ids[0]}/restore`)]
  await api("DELETE", `/api/tasks/${ids[0]}`)
  return [{ id: ids[0], deleted_at: change.madeAt }]
}

/** Each task on the version that it has now. One that another device changed in the same field does not stop the rest. */
async function sendEach({ ids, sent, before }, parts) {
  const saved = []
  const contests = []
  for (const [place, id] of ids.entries()) {
    try {
      saved.push(await put(id, sent, before[place], parts))
    } catch (problem) {
      if (problem instanceof Contest) contests.push(problem)
      // Of several tasks one may be gone meanwhile: a batch passes it over too.
      else if (ids.length === 1 || problem.status !== GONE) throw problem
    }
  }
  parts.receive(saved)
  if (contests.length) throw new Contest(contests.flatMap((contest) => contest.ids), contests[0].fields)
  return saved
}

async function put(id, sent, before, { known, receive }) {
  let task = known(id)
  if (!task || Object.keys(sent).some((name) => task[name] === undefined)) task = await api("GET", `/api/tasks/${id}`)
  for (;;) {
    const fields = contested(before, sent, task)
    if (fields.length) throw new Contest([id], fields)
    try {
      return await api("PUT", `/api/tasks/${id}`, sent, { ifMatch: task.version })
    } catch (problem) {
      // Somebody else was first, or this was sent before and the answer was lost. Unless they changed the same field,
      // this change goes on top of theirs.
      if (problem.status !== 412 || !problem.current) throw problem
      task = problem.current
      receive([task])
    }
  }
}

async function sendTogether(ids, act) {
  const saved = []
  // The server takes 200 at a time.
  for (let place = 0; place < ids.length; place += BATCH) {
    saved.push(...(await api("POST", "/api/tasks/batch", { ids: ids.slice(place, place + BATCH), ...act })).tasks)
  }
  return saved
}
