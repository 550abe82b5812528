import assert from "node:assert/strict"
import { test } from "node:test"
import { parseDue } from "../../headway/static/js/date-words.js"

// A Sunday afternoon.
const NOW = "2026-11-22T14:20"
const due = (date, time = null) => ({ due_date: date, due_time: time })

for (const [text, expected] of [
  ["today", due("2026-11-22")],
  ["Tomorrow 9am", due("2026-11-23", "09:00")],
  ["fri 15:00", due("2026-11-27", "15:00")],
  ["friday, 3pm", due("2026-11-27", "15:00")],
  ["on Monday at 9", due("2026-11-23", "09:00")],
  ["sunday", due("2026-11-29")],
  ["next week", due("2026-11-23")],
  ["in 3 days", due("2026-11-25")],
  ["in a week", due("2026-11-29")],
  ["in 2 months", due("2027-01-22")],
  ["24 nov", due("2026-11-24")],
  ["nov 24th 2027", due("2027-11-24")],
  ["1 feb", due("2027-02-01")],
  ["2026-12-24 18:30", due("2026-12-24", "18:30")],
  ["17:00", due("2026-11-22", "17:00")],
  ["9:00", due("2026-11-23", "09:00")],
  ["today 9:00", due("2026-11-22", "09:00")],
  ["12am", due("2026-11-23", "00:00")],
  ["yesterday", due("2026-11-21")],
  ["24.12.", due("2026-12-24")],
]) test(`"${text}" is understood`, () => assert.deepEqual(parseDue(text, NOW), expected))

for (const text of ["", "soon", "31 feb", "fri 25:00", "13pm", "2026-13-01", "3000-01-01", "24"]) {
  test(`"${text}" is not taken for a date`, () => assert.equal(parseDue(text, NOW), null))
}
