import assert from "node:assert/strict"
import { test } from "node:test"
import { keysOf, merge, moveOf, moveShown, note, question, ranksOf, rowsOf, spoken } from "../../headway/static/js/board.js"
import { formatter } from "../../headway/static/js/format.js"

const words = formatter({ locale: "en-GB", zone: "UTC" })
const entry = (rank, name, points, isYou = false) => ({ rank, name, points, completed: points, is_you: isYou })
const ines = entry(1, "Ines", 40)
const jonas = entry(2, "Jonas", 30)
const aiko = entry(3, "Aiko", 20)
const sana = entry(5, "Sana", 5)

test("bars are shares of the first one's points", () => {
  assert.deepEqual(rowsOf({ entries: [ines, jonas], you: null }).map((row) => row.share), [100, 75])
})

test("who is further down is shown between neighbours, after a gap", () => {
  const you = { rank: 4, points: 10, completed: 9, above: [jonas, aiko], below: [sana] }
  const rows = rowsOf({ entries: [ines, jonas], you }, "Maya")
  assert.deepEqual(rows.map((row) => row.name), ["Ines", "Jonas", "Aiko", "Maya", "Sana"])
  assert.deepEqual(rows.map((row) => row.isApart), [false, false, true, false, false])
})

test("who comes right after the first ones follows without a gap", () => {
  const you = { rank: 3, points: 10, completed: 9, above: [ines, jonas], below: [] }
  const rows = rowsOf({ entries: [ines, jonas], you }, null)
  assert.deepEqual(rows.map((row) => row.name), ["Ines", "Jonas", null])
  assert.ok(rows.every((row) => !row.isApart))
})

test("who is among the first ones is not shown twice", () => {
  const own = entry(2, "Maya", 30, true)
  assert.equal(rowsOf({ entries: [ines, own], you: { ...own, above: [ines], below: [] } }, "Maya").length, 2)
})

test("namesakes and anonymous people are not mistaken for each other", () => {
  const rows = rowsOf({ entries: [entry(1, "Li", 9), entry(2, "Li", 8), entry(3, null, 7), entry(4, "Li", 6, true), entry(5, "Ana", 5)], you: null })
  assert.deepEqual(keysOf(rows), [null, null, null, "you", "name Ana"])
})

test("moves count from when the board was opened", () => {
  const opened = ranksOf(rowsOf({ entries: [ines, jonas, aiko], you: null }))
  assert.equal(moveOf("name Aiko", 1, opened), 2)
  assert.equal(moveOf("name Ines", 2, opened), -1)
  assert.equal(moveOf("name Newcomer", 3, opened), 0)
  assert.deepEqual([2, -1, 0].map((move) => moveShown(move)), ["▲2", "▼1", "–"])
})

test("a row is heard as it is seen", () => {
  const [row] = rowsOf({ entries: [{ rank: 4, name: "Maya Kapoor", points: 47, completed: 31, is_you: true }], you: null })
  assert.equal(spoken(row, 0, words), "Rank 4, Maya Kapoor, you, 47 points, 31 completed")
  assert.equal(spoken({ ...row, isYou: false, points: 1 }, 2, words), "Rank 4, Maya Kapoor, 1 point, 31 completed, up 2")
})

test("the score is named with its window", () => {
  assert.equal(note({ window: "week", participants: 1200 }, words), "Points this week, 1,200 people")
  assert.equal(note({ window: "today", participants: 0 }, words), "Points today")
  assert.equal(question(1, words), "Why do I have 1 point?")
})

const ten = Array.from({ length: 10 }, (_, place) => ({ rank: place + 1, name: `P${place + 1}`, points: 100 - place, completed: 50 - place }))
const seen = { window: "week", participants: 40, entries: ten }
const you = (place) => ({ rank: place + 1, points: ten[place].points, completed: ten[place].completed, above: [], below: [] })
const at = (place, limit = 5) => merge({ window: "week", participants: 39, entries: [], you: you(place) }, seen, { limit, ownName: `P${place + 1}` })

test("the public rows are enough for somebody who is nowhere", () => {
  const view = merge({ window: "week", participants: 3, entries: [], you: null }, seen, { limit: 5, ownName: "Maya" })
  assert.deepEqual([view.participants, view.entries.length, view.you], [40, 5, null])
  assert.ok(view.entries.every((entry) => entry.is_you === false))
})

test("one's own row is found among them, with its neighbours", () => {
  assert.equal(at(2).entries.findIndex((entry) => entry.is_you), 2)
  const further = at(7)
  assert.ok(further.entries.every((entry) => !entry.is_you))
  assert.deepEqual([further.you.above, further.you.below].map((rows) => rows.map((row) => row.rank)), [[6, 7], [9, 10]])
})

test("a rank that others moved is the new one", () => {
  const view = { window: "week", participants: 40, entries: [], you: { ...you(3), rank: 2 } }
  assert.equal(merge(view, seen, { limit: 5, ownName: "P4" }).you.rank, 4)
})

test("where the public rows do not say enough, the board is asked for", () => {
  const view = { window: "week", participants: 40, entries: [], you: you(2) }
  const asked = [
    merge({ ...view, window: "month" }, seen, { limit: 5, ownName: "P3" }),
    merge(view, seen, { limit: 50, ownName: "P3" }),
    merge({ ...view, you: { ...you(2), points: 7 } }, seen, { limit: 5, ownName: "P3" }),
    // Somebody of the same name with the same points; and others with as many who are out of sight.
    merge(view, { ...seen, entries: ten.with(4, { ...ten[2], rank: 5 }) }, { limit: 5, ownName: "P3" }),
    merge({ ...view, you: you(9) }, seen, { limit: 10, ownName: "P10" }),
    merge({ ...view, you: you(9) }, { ...seen, entries: ten.slice(0, 10) }, { limit: 5, ownName: "P10" }),
  ]
  assert.deepEqual(asked, asked.map(() => null))
})

test("the last of all is found too", () => {
  const whole = { ...seen, participants: 10 }
  const view = merge({ window: "week", participants: 10, entries: [], you: you(9) }, whole, { limit: 5, ownName: "P10" })
  assert.deepEqual([view.you.rank, view.you.below], [10, []])
})
