import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import * as feed from "../../headway/static/js/live/feed.js"

const task = (id) => ({ kind: "task", id, data: { id: `task-${id}`, version: 1, change: "updated" } })
const ids = (events) => events?.map(({ id }) => id) ?? null
let heard = []

for (const kind of ["feed:task", "feed:counts", "feed:board", "feed:resync"]) {
  feed.events.addEventListener(kind, ({ detail }) => heard.push(detail?.id ? `${kind} ${detail.id}` : kind))
}

beforeEach(() => {
  feed.begin(7)
  heard = []
})

test("a ring tells what came after a position it still reaches", () => {
  const ring = new feed.Ring(10)
  for (const id of [11, 12, 13]) ring.add({ id })
  assert.deepEqual([10, 12, 13, 20].map((position) => ids(ring.since(position))), [[11, 12, 13], [13], [], []])
  assert.equal(ring.since(9), null)
  assert.equal(ring.position, 13)
})

test("a full ring lets go of the oldest and says so", () => {
  const ring = new feed.Ring(0)
  for (let id = 1; id <= 300; id += 1) ring.add({ id })
  assert.equal(ring.since(99), null)
  assert.equal(ring.since(100).length, 200)
})

test("what was heard already is not heard again", () => {
  for (const id of [8, 8, 7, 9, 8]) feed.hear(task(id))
  assert.deepEqual(heard, ["feed:task task-8", "feed:task task-9"])
  assert.equal(feed.position(), 9)
})

test("a gap means that something was missed", () => {
  feed.hear(task(10))
  feed.hear(task(11))
  assert.deepEqual(heard, ["feed:resync", "feed:task task-11"])
})

test("starting over goes back too, as after a restored backup", () => {
  feed.hear({ kind: "resync", id: 3, data: {} })
  feed.hear(task(4))
  assert.deepEqual(heard, ["feed:resync", "feed:task task-4"])
})

test("numbers from before the page was drawn are not shown", () => {
  feed.hear({ kind: "counts", id: 6, data: { total: 1 } })
  feed.hear({ kind: "counts", id: 7, data: { total: 2 } })
  assert.deepEqual(heard, ["feed:counts"])
})

test("a tab that comes late is told the events and the newest numbers", () => {
  feed.hear(task(8))
  feed.hear({ kind: "counts", id: 8, data: { total: 2 } })
  assert.deepEqual(feed.since(7).map(({ kind, id }) => `${kind} ${id}`), ["task 8", "counts 8"])
  assert.equal(feed.since(6), null)
})

test("who knows the board need not ask, whatever the numbers", () => {
  feed.hear({ kind: "leaderboard", id: 0, data: { id: "board" } })
  assert.deepEqual(heard, ["feed:board board"])
})
