import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { standIn } from "./page.js"

const page = standIn()
page.cookies = { csrf_access_token: "a1" }
const tasks = await import("../../headway/static/js/tasks.js")
const counts = await import("../../headway/static/js/counts.js")
const channel = await import("../../headway/static/js/channel.js")

let stored
let number = 0

/** The server's own rules, as far as these tests need them. */
function serve({ method, path, headers, body }) {
  if (method === "POST" && path === "/api/tasks") {
    stored = { ...stored, ...body, version: 1 }
    return [201, stored]
  }
  if (headers["If-Match"] && headers["If-Match"] !== `"v${stored.version}"`) return [412, { status: 412, title: "Stale", current: stored }]
  stored = { ...stored, ...body, version: stored.version + 1 }
  return [200, stored]
}

beforeEach(() => {
  number += 1
  stored = { id: `task-${number}`, title: "Book train", priority: "medium", status: "pending", due_date: null, due_time: null, deleted_at: null, version: 1 }
  tasks.receive([stored])
  page.server.requests.length = 0
  page.server.answer = serve
})

const shown = () => tasks.get(stored.id)
const hear = (detail) => channel.events.dispatchEvent(new CustomEvent("outbox", { detail }))

test("a change shows at once and is saved on the version it was made on", async () => {
  const saving = tasks.update([stored.id], { priority: "high" })
  assert.equal(shown().priority, "high")
  assert.ok(tasks.isSaving(stored.id))
  await saving
  assert.deepEqual([stored.priority, shown().version, tasks.isSaving(stored.id)], ["high", 2, false])
})

test("a refused change takes back its own field and no other", async () => {
  page.server.answer = (request) => request.body.title ? [422, { status: 422 }] : serve(request)
  const refused = assert.rejects(tasks.update([stored.id], { title: "x" }), { status: 422 })
  await tasks.update([stored.id], { priority: "high" })
  await refused
  assert.deepEqual([shown().title, shown().priority], ["Book train", "high"])
})

test("changes of one task are sent one after the other", async () => {
  await Promise.all(["a", "b", "c"].map((title) => tasks.update([stored.id], { title })))
  assert.deepEqual(page.server.requests.map(({ headers }) => headers["If-Match"]), ['"v1"', '"v2"', '"v3"'])
  assert.equal(stored.title, "c")
})

test("a change goes on top of another device's change of another field", async () => {
  stored = { ...stored, priority: "high", version: 2 }
  await tasks.update([stored.id], { title: "Book the night train" })
  assert.deepEqual([stored.title, stored.priority, shown().priority], ["Book the night train", "high", "high"])
})

test("a change of the same field elsewhere is for the person to decide", async () => {
  stored = { ...stored, title: "Theirs", version: 2 }
  const conflict = await tasks.update([stored.id], { title: "Mine" }).catch((error) => error)
  assert.ok(conflict instanceof tasks.Conflict)
  assert.equal(shown().title, "Mine")
  await conflict.keepMine()
  assert.equal(stored.title, "Mine")
})

test("what came in while the person wrote is not overwritten unseen", async () => {
  stored = { ...stored, title: "Theirs", version: 2 }
  tasks.receive([stored])
  const conflict = await tasks.update([stored.id], { title: "Mine" }, { title: "Book train" }).catch((error) => error)
  assert.ok(conflict instanceof tasks.Conflict)
  assert.equal(stored.title, "Theirs")
})

test("giving way shows the other device's words", async () => {
  stored = { ...stored, title: "Theirs", version: 2 }
  const conflict = await tasks.update([stored.id], { title: "Mine" }).catch((error) => error)
  conflict.useTheirs()
  assert.equal(shown().title, "Theirs")
})

test("the same change made twice is no conflict", async () => {
  stored = { ...stored, status: "completed", version: 2 }
  await tasks.update([stored.id], { status: "completed" })
  assert.equal(shown().status, "completed")
})

test("a change made on top of a refused one is no conflict either", async () => {
  page.server.answer = (request) => request.body.title === "refused" ? [422, { status: 422 }] : serve(request)
  const refused = assert.rejects(tasks.update([stored.id], { title: "refused" }))
  await tasks.update([stored.id], { title: "fine" })
  await refused
  assert.equal(stored.title, "fine")
})

test("a task that could not be created goes again", async () => {
  page.server.answer = () => [422, { status: 422 }]
  const refused = assert.rejects(tasks.create({ id: "new-one", title: "Call Ana" }))
  assert.equal(tasks.get("new-one").title, "Call Ana")
  await refused
  assert.equal(tasks.get("new-one"), undefined)
})

test("an older version than the one known is no news", () => {
  tasks.receive([{ ...stored, title: "newer", version: 5 }])
  tasks.receive([{ ...stored, title: "older", version: 4 }])
  assert.equal(shown().title, "newer")
})

test("taking the date away takes the time along", async () => {
  tasks.receive([{ ...stored, due_date: "2026-11-27", due_time: "15:00", version: 1 }])
  const saving = tasks.update([stored.id], { due_date: null })
  assert.equal(shown().due_time, null)
  await saving
})

test("the numbers move with the change and back with the refusal", async () => {
  counts.adopt({ total: 1, pending: 1, in_progress: 0, completed: 0, overdue: 0, due_today: 0 }, () => "2026-11-22")
  page.server.answer = () => [422, { status: 422 }]
  const refused = assert.rejects(tasks.update([stored.id], { status: "completed", due_date: "2026-11-21" }))
  assert.deepEqual(counts.read(), { total: 1, pending: 0, in_progress: 0, completed: 1, overdue: 0, due_today: 0 })
  await refused
  assert.deepEqual(counts.read(), { total: 1, pending: 1, in_progress: 0, completed: 0, overdue: 0, due_today: 0 })
})

test("a task that another tab deleted and this one never saw is none here", async () => {
  const change = { key: "2030 another tab", kind: "delete", ids: ["unseen"], sent: {}, before: [{}], madeAt: "2030-01-01T00:00:00Z" }
  hear({ what: "added", change })
  await new Promise(setImmediate)
  assert.equal(tasks.waiting().count, 1)
  hear({ what: "saved", change, saved: [{ id: "unseen", deleted_at: change.madeAt }] })
  await new Promise(setImmediate)
  assert.deepEqual([tasks.waiting().count, tasks.get("unseen")], [0, undefined])
})
