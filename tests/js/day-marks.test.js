import assert from "node:assert/strict"
import { test } from "node:test"
import { firstHour, hourOf, marksOf } from "../../headway/static/js/day-marks.js"

const at = (...times) => times.map((due_time) => ({ due_time }))
const read = (marks) => marks.map(({ at: hour, tasks }) => [hour, tasks.length])

test("the line begins at six, at midnight when something is earlier", () => {
  assert.equal(firstHour(["06:00", "23:59"]), 6)
  assert.equal(firstHour(["05:59", "14:00"]), 0)
})

test("half past three is 15.5", () => assert.equal(hourOf("15:30"), 15.5))

test("marks that would be closer than 14 px are one, with their number", () => {
  // 18 hours on 360 px: an hour is 20 px, 14 px are 42 minutes.
  assert.deepEqual(read(marksOf(at("15:00", "15:41", "16:30"), 6, 360)), [[15, 2], [16.5, 1]])
  assert.deepEqual(read(marksOf(at("15:00", "15:45"), 6, 360)), [[15, 1], [15.75, 1]])
})

test("a chain of near marks does not run away: no two of what is drawn are nearer than that", () => {
  const times = Array.from({ length: 36 }, (_, place) => `${String(6 + Math.floor(place / 2)).padStart(2, "0")}:${place % 2 ? "30" : "00"}`)
  const marks = marksOf(at(...times), 6, 360)
  assert.equal(marks.reduce((sum, mark) => sum + mark.tasks.length, 0), 36)
  for (const [place, mark] of marks.entries()) if (place) assert.ok((mark.at - marks[place - 1].at) * 20 >= 14)
})

test("a wide line shows each alone, in the order of the day", () => {
  assert.deepEqual(read(marksOf(at("16:30", "15:00", "15:30"), 6, 1080)), [[15, 1], [15.5, 1], [16.5, 1]])
})

test("a line without width is one mark", () => assert.equal(marksOf(at("15:00", "22:00"), 6, 0).length, 1))
