import assert from "node:assert/strict"
import { test } from "node:test"
import { comparator, matches } from "../../headway/static/js/matching.js"

const TODAY = "2026-11-22"
const every = { status: [], priority: [], due: "", q: "" }
const task = (fields) => ({ id: "1", title: "Call Ana", description: "about the boiler", status: "pending", priority: "medium", due_date: null, due_time: null, deleted_at: null, created_at: "2026-11-01", ...fields })

test("status and priority take any of the values chosen", () => {
  assert.ok(matches(task(), { ...every, status: ["pending", "completed"], priority: ["medium"] }, TODAY))
  assert.ok(!matches(task(), { ...every, priority: ["high", "low"] }, TODAY))
})

test("the trash and the lists keep apart", () => {
  assert.ok(!matches(task({ deleted_at: "2026-11-22" }), every, TODAY))
  assert.ok(matches(task({ deleted_at: "2026-11-22" }), { ...every, deleted: true }, TODAY))
})

test("due follows the person's days", () => {
  const is = (due, fields) => matches(task(fields), { ...every, due }, TODAY)
  assert.ok(is("overdue", { due_date: "2026-11-21" }))
  assert.ok(!is("overdue", { due_date: "2026-11-21", status: "completed" }))
  assert.ok(is("today", { due_date: TODAY, status: "completed" }))
  assert.ok(is("week", { due_date: "2026-11-28" }))
  assert.ok(!is("week", { due_date: "2026-11-29" }))
  assert.ok(is("none", {}))
})

test("every word is looked for in title and notes", () => {
  assert.ok(matches(task(), { ...every, q: "ANA boil" }, TODAY))
  assert.ok(!matches(task(), { ...every, q: "ana dentist" }, TODAY))
})

const sorted = (sort, ...tasks) => tasks.map((fields) => task(fields)).toSorted(comparator(sort)).map(({ id }) => id).join("")

test("newest comes first, and the other way round last", () => {
  const tasks = [{ id: "a", created_at: "2026-01-01" }, { id: "b", created_at: "2026-01-02" }]
  assert.equal(sorted("created", ...tasks), "ba")
  assert.equal(sorted("-created", ...tasks), "ab")
})

test("due dates go by time within a day, untimed after timed, none last", () => {
  const tasks = [{ id: "a" }, { id: "b", due_date: TODAY }, { id: "c", due_date: TODAY, due_time: "09:00" }, { id: "d", due_date: "2026-11-21" }]
  assert.equal(sorted("due", ...tasks), "dcba")
  assert.equal(sorted("-due", ...tasks), "abcd")
})

test("priority goes from high to low, then newest first", () => {
  assert.equal(sorted("priority", { id: "a", priority: "low" }, { id: "b", priority: "high", created_at: "2026-01-01" }, { id: "c", priority: "high", created_at: "2026-01-02" }), "cba")
})
