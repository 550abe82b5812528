import assert from "node:assert/strict"
import { test } from "node:test"
import { standIn } from "./page.js"

standIn()
const { agenda, belongs, groupsOn, hasMore } = await import("../../headway/static/js/agenda.js")
const { parse } = await import("../../headway/static/js/router.js")
const tasks = await import("../../headway/static/js/tasks.js")

const TODAY = "2026-11-22"
let made = 0

function make(fields) {
  made += 1
  const task = { id: `task-${made}`, version: 1, title: `Task ${made}`, description: "", status: "pending", priority: "medium", due_date: TODAY, due_time: null, completed_at: null, deleted_at: null, ...fields }
  tasks.receive([task])
  return task
}

/** A list with these tasks, and what becomes of it when one of them changes. */
function seen(path, ...shown) {
  const listing = { groups: [], route: parse(path), kept: new Set(), today: () => TODAY }
  listing.groups = groupsOn(listing.route.path, TODAY).map(({ name, first, last }) => {
    const ids = agenda.sorted(shown.filter((task) => belongs(task, { name, first, last })).map(({ id }) => id))
    return { name, first, last, ids, total: ids.length }
  })
  listing.change = (before, fields) => {
    const after = fields && { ...before, ...fields, version: before.version + 1 }
    if (after) tasks.receive([after])
    return agenda.follow(listing, { id: before.id, before, after })
  }
  listing.create = (task) => agenda.follow(listing, { id: task.id, before: undefined, after: task })
  listing.hasMore = (name) => hasMore(listing, listing.groups.find((group) => group.name === name))
  listing.read = (name) => {
    const { ids, total } = listing.groups.find((group) => group.name === name)
    return [ids, total]
  }
  return listing
}

test("Today has four groups, Upcoming fourteen days and ten weeks without a gap", () => {
  assert.deepEqual(groupsOn("/today", TODAY).map(({ name }) => name), ["overdue", "today", "anytime", "completed"])
  const groups = groupsOn("/upcoming", "2026-12-25")
  assert.equal(groups.length, 24)
  assert.deepEqual(groups[7], { name: "2027-01-01", first: "2027-01-01", last: "2027-01-01" })
  assert.deepEqual(groups[14], { name: "2027-01-08", first: "2027-01-08", last: "2027-01-14" })
  assert.equal(groups.at(-1).last, "2027-03-18")
})

test("a group is read by time, then priority, those without a time last", () => {
  const rows = [make({ due_time: "17:00" }), make({ due_time: "09:00", priority: "low" }), make({ due_time: "09:00", priority: "high" }), make({ due_time: null })]
  const [a, b, c, d] = rows.map(({ id }) => id)
  assert.deepEqual(agenda.sorted([a, b, c, d]), [c, b, a, d])
})

test("a task that is completed but stays where it is counts as shown", () => {
  const [open, done] = [make({ due_time: "09:00" }), make({ status: "completed" })]
  const list = seen("/today", open, done)
  list.change(open, { status: "completed" })
  assert.deepEqual(list.read("completed"), [[done.id], 2])
  assert.equal(list.hasMore("completed"), false)
  assert.equal(list.hasMore("today"), false)
})

test("a completed row does not hide that its group has more than is shown", () => {
  const [first, second] = [make({ due_time: "09:00" }), make({ due_time: "10:00" })]
  const list = seen("/today", first, second)
  list.groups = list.groups.map((group) => (group.name === "today" ? { ...group, total: 3 } : group))
  list.change(first, { status: "completed" })
  assert.deepEqual(list.read("today"), [[first.id, second.id], 2])
  assert.equal(list.hasMore("today"), true)
})

test("a completed task stays where it is while the numbers follow", () => {
  const [first, second] = [make({ due_time: "09:00" }), make({ due_time: "10:00" })]
  const list = seen("/today", first, second)
  assert.deepEqual(list.change(first, { status: "completed" }), {})
  assert.deepEqual(list.read("today"), [[first.id, second.id], 1])
  assert.deepEqual(list.read("completed"), [[], 1])
  assert.ok(list.kept.has(first.id))
  list.change({ ...first, status: "completed", version: 2 }, { status: "pending" })
  assert.deepEqual(list.read("today"), [[first.id, second.id], 2])
  assert.equal(list.kept.size, 0)
})

test("an overdue task that is completed belongs nowhere, and stays", () => {
  const late = make({ due_date: "2026-11-20" })
  const list = seen("/today", late)
  list.change(late, { status: "completed" })
  assert.deepEqual(list.read("overdue"), [[late.id], 0])
})

test("another date takes the row along, or away", () => {
  const [late, now] = [make({ due_date: "2026-11-20" }), make({ due_time: "10:00" })]
  const list = seen("/today", late, now)
  assert.deepEqual(list.change(late, { due_date: TODAY, due_time: "09:00" }), { entered: [late.id], left: [] })
  assert.deepEqual(list.read("today"), [[late.id, now.id], 2])
  assert.deepEqual(list.read("overdue"), [[], 0])
  assert.deepEqual(list.change(now, { due_date: "2026-11-23" }), { entered: [], left: [now.id] })
  assert.deepEqual(list.read("today"), [[late.id], 1])
})

test("another time moves a row within its day", () => {
  const [first, second] = [make({ due_time: "09:00" }), make({ due_time: "10:00" })]
  const list = seen("/upcoming", first, second)
  list.change(first, { due_time: "11:00" })
  assert.deepEqual(list.read(TODAY), [[second.id, first.id], 2])
})

test("a new task enters the group of its day, and one of no day does not", () => {
  const list = seen("/today")
  const task = make({ due_time: "15:00" })
  list.create(task)
  list.create(make({ due_date: null }))
  assert.deepEqual(list.read("today"), [[task.id], 1])
})

test("a deleted task goes and, restored, is back in its place", () => {
  const [first, second] = [make({}), make({})]
  const list = seen("/today", first, second)
  const gone = { deleted_at: "2026-11-22T12:00:00Z" }
  assert.deepEqual(list.change(first, gone), { entered: [], left: [first.id] })
  assert.deepEqual(list.read("anytime"), [[second.id], 1])
  list.change({ ...first, ...gone, version: 2 }, { deleted_at: null })
  assert.deepEqual(list.read("anytime"), [[first.id, second.id], 2])
})

test("a task that fails to be made goes again", () => {
  const task = make({})
  const list = seen("/today", task)
  list.change(task, undefined)
  assert.deepEqual(list.read("anytime"), [[], 0])
})

test("what the filters leave out is neither shown nor counted", () => {
  const list = seen("/today?priority=high")
  list.create(make({}))
  assert.deepEqual(list.read("anytime"), [[], 0])
})

test("behind the last row in sight of a long group nothing is added", () => {
  const first = make({ due_time: "09:00" })
  const list = seen("/today", first)
  list.groups.find(({ name }) => name === "today").total = 60
  list.create(make({ due_time: "22:00" }))
  assert.deepEqual(list.read("today"), [[first.id], 61])
})

test("what these screens do not offer is not asked for", () => {
  assert.equal(agenda.address(null, parse("/today?priority=high&due=week&sort=title&cursor=x")), "/api/tasks/today?priority=high")
})

test("on another day the rows stand in other groups before the server has said so", () => {
  const [late, now] = [make({ due_date: "2026-11-21" }), make({ due_time: "10:00" })]
  const list = seen("/today", late, now)
  list.today = () => "2026-11-23"
  agenda.preview(list, list.route)
  assert.deepEqual(list.read("overdue"), [[late.id, now.id], 2])
  assert.deepEqual(list.read("today"), [[], 0])
})
