import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { standIn } from "./page.js"

standIn()
const { Problem } = await import("../../headway/static/js/api.js")
const { Store } = await import("../../headway/static/js/offline/store.js")
const { Outbox } = await import("../../headway/static/js/outbox.js")
const { contested, isLate, next, rebased, superseded } = await import("../../headway/static/js/outbox-rules.js")
const { Contest } = await import("../../headway/static/js/sending.js")

let number = 0
let store, sent, answer, news, others

/** A change of one task, made now. */
function change(parts = {}) {
  number += 1
  return { key: `key-${String(number).padStart(4, "0")}`, kind: "update", ids: ["a"], sent: { title: `T${number}` }, before: [{ title: "old" }], madeAt: new Date().toISOString(), ...parts }
}

function outboxOn(storage) {
  return new Outbox({
    store: storage,
    exclusively: (act) => navigator.locks.request("outbox", act),
    send: async (made) => {
      sent.push(made.key)
      return answer(made)
    },
    tell: (told) => others.push(told),
    told: (told) => {
      news.push(told.what)
      return told.change && Object.assign(new Error(told.what), { change: told.change })
    },
  })
}

beforeEach(() => {
  store = new Store()
  sent = []
  news = []
  others = []
  answer = () => []
})

const isAway = () => { throw new Problem({ status: 0 }) }
const refuse = (status) => () => { throw new Problem({ status, title: "No" }) }
const left = async () => (await store.all()).map(({ key, state }) => [key, state])

test("a change is kept before it is sent, and is gone when the server has it", async () => {
  const made = change()
  let keptFirst
  answer = async () => {
    keptFirst = await left()
    return [{ id: "a", version: 2 }]
  }
  assert.equal(await outboxOn(store).add(made), "saved")
  assert.deepEqual(keptFirst, [[made.key, "waiting"]])
  assert.deepEqual(await left(), [])
})

test("changes are sent in the order they were made, also when they are made at once", async () => {
  const outbox = outboxOn(store)
  const made = Array.from({ length: 8 }, () => change())
  await Promise.all(made.map((one) => outbox.add(one)))
  assert.deepEqual(sent, made.map(({ key }) => key))
})

test("without an answer a change is kept, and whoever made it goes on", async () => {
  answer = isAway
  const outbox = outboxOn(store)
  const made = change()
  assert.equal(await outbox.add(made), "kept")
  assert.deepEqual([outbox.isStuck, await left()], [true, [[made.key, "waiting"]]])
  assert.ok(others.some(({ isStuck }) => isStuck))
  outbox.isClosed = true
})

test("when the server is back everything goes, in order, by whichever page comes first", async () => {
  answer = isAway
  const first = outboxOn(store)
  const made = [change(), change(), change()]
  for (const one of made) await first.add(one)
  first.isClosed = true
  sent = []
  answer = () => []
  await outboxOn(store).send()
  assert.deepEqual(sent, made.map(({ key }) => key))
  assert.deepEqual(await left(), [])
})

test("what is refused is set aside with its text, and the rest goes on", async () => {
  answer = (made) => (made.sent.title === "bad" ? refuse(422)() : [])
  const outbox = outboxOn(store)
  const bad = change({ sent: { title: "bad" } })
  const refused = assert.rejects(outbox.add(bad))
  await outbox.add(change({ sent: { priority: "high" }, before: [{ priority: "low" }] }))
  await refused
  const [kept] = await store.all()
  assert.deepEqual([kept.state, kept.sent.title, kept.problem.status], ["refused", "bad", 422])
})

test("a contested change waits for the person and is sent again as they say", async () => {
  answer = () => { throw new Contest(["a"], ["title"]) }
  const outbox = outboxOn(store)
  await assert.rejects(outbox.add(change()))
  const [kept] = await store.all()
  assert.deepEqual([kept.state, kept.problem.fields], ["conflict", ["title"]])
  answer = () => []
  assert.equal(await outbox.again(kept, { before: [{ title: "theirs" }] }), "saved")
  assert.deepEqual(await left(), [])
})

test("of several tasks only the contested ones are left over", async () => {
  answer = () => { throw new Contest(["b"], ["status"]) }
  await assert.rejects(outboxOn(store).add(change({ ids: ["a", "b"], sent: { status: "completed" }, before: [{ status: "pending" }, { status: "in_progress" }] })))
  const [kept] = await store.all()
  assert.deepEqual([kept.ids, kept.before], [["b"], [{ status: "in_progress" }]])
})

test("a server that breaks on one change does not hold up the others for ever", async () => {
  answer = (made) => (made.sent.title === "breaks" ? refuse(500)() : [])
  const breaking = await store.add(change({ sent: { title: "breaks" }, state: "waiting", attempts: 5 }))
  const outbox = outboxOn(store)
  await outbox.add(change({ sent: { priority: "low" }, before: [{}] }))
  assert.deepEqual(await left(), [[breaking.key, "refused"]])
})

test("what is changed in another tab while it is away is heard of there", async () => {
  const outbox = outboxOn(store)
  outbox.hear({ what: "added", change: change() })
  outbox.hear({ isStuck: true })
  assert.deepEqual(news, ["added", "stuck"])
  assert.equal(await outbox.add(change()), "kept")
  assert.equal(sent.length, 0)
  outbox.isClosed = true
})

test("a task that could not be created holds back what was done to it, and nothing else", () => {
  const list = [
    change({ seq: 1, kind: "create", ids: ["new"], state: "refused" }),
    change({ seq: 2, ids: ["new"], state: "waiting" }),
    change({ seq: 3, ids: ["other"], state: "waiting" }),
  ]
  assert.equal(next(list).seq, 3)
})

test("a later choice takes the place of one that was set aside", () => {
  const list = [
    change({ seq: 1, sent: { title: "x" }, state: "conflict" }),
    change({ seq: 2, sent: { priority: "low" }, state: "refused" }),
    change({ seq: 3, sent: { title: "waits" }, state: "waiting" }),
  ]
  assert.deepEqual(superseded(list, change({ seq: 4, sent: { title: "y" } })).map(({ seq }) => seq), [1])
})

test("what was made on top of a failed change stands on what was there before it", () => {
  const failed = change({ seq: 1, sent: { title: "B" }, before: [{ title: "A" }] })
  const later = change({ seq: 2, sent: { title: "C" }, before: [{ title: "B" }] })
  const other = change({ seq: 3, sent: { title: "D" }, before: [{ title: "C" }] })
  assert.deepEqual(rebased([failed, later, other], failed).map(({ seq, before }) => [seq, before]), [[2, [{ title: "A" }]]])
})

test("only a field that moved to something else is contested", () => {
  const before = { title: "A", priority: "low" }
  assert.deepEqual(contested(before, { title: "B" }, { title: "A", priority: "high" }), [])
  assert.deepEqual(contested(before, { title: "B" }, { title: "B" }), [], "the first attempt had arrived")
  assert.deepEqual(contested(before, { title: "B", priority: "high" }, { title: "C", priority: "low" }), ["title"])
  assert.deepEqual(contested({}, { title: "B" }, { title: "C" }), [], "nothing is known of what stood there")
})

test("what has waited is looked at task by task", () => {
  const madeAt = "2026-11-22T10:00:00.000Z"
  const now = Date.parse(madeAt)
  assert.deepEqual([isLate({ madeAt }, now + 1000), isLate({ madeAt, attempts: 1 }, now), isLate({ madeAt }, now + 60_000)], [false, true, true])
})

test("what the database does not take is held by the page, in its place, and says so", async () => {
  const full = { add: async () => { throw new DOMException("full", "QuotaExceededError") }, transaction: () => ({ objectStore: () => ({ getAll: async () => [{ key: "kept", seq: 1 }], get: async () => undefined }), done: Promise.resolve() }) }
  const half = new Store(full)
  assert.equal(half.isHolding, false)
  const held = await half.add({ key: "held" })
  assert.deepEqual((await half.all()).map(({ key }) => key), ["kept", "held"])
  assert.equal(half.isHolding, true)
  await half.remove(held.seq)
  assert.equal(half.isHolding, false)
})
