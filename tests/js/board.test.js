import assert from "node:assert/strict"
import { test } from "node:test"
import { keysOf, moveOf, moveShown, note, question, ranksOf, rowsOf, spoken } from "../../headway/static/js/board.js"
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
