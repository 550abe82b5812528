import assert from "node:assert/strict"
import { test } from "node:test"
import { addDays } from "../../headway/static/js/dates.js"
import { formatter } from "../../headway/static/js/format.js"
import { caption, change, levels, points, rangeOf, spoken, thisWeek, weeksOf, yearCaption } from "../../headway/static/js/insights.js"

const words = formatter({ locale: "en-GB", zone: "UTC" })
const MONDAY = "2025-11-17"
const days = Array.from({ length: 53 * 7 - 4 }, (_, place) => ({ date: addDays(MONDAY, place), created: 1, completed: 2 }))

test("four weeks are 28 days that end now", () => {
  const shown = points(days, "4w")
  assert.equal(shown.length, 28)
  assert.deepEqual(shown.map((point) => point.isNow).indexOf(true), 27)
})

test("weeks are whole but for the last one", () => {
  const shown = points(days, "12w")
  assert.equal(shown.length, 12)
  assert.deepEqual([shown.at(-2).value, shown.at(-1).value], [14, 6])
  assert.equal(shown.at(-1).day, "2026-11-16")
  assert.equal(points(days, "year").length, 52)
  assert.equal(weeksOf(days).length, 53)
})

test("a range that nothing offers is four weeks", () => {
  assert.deepEqual(["", "12w", "year", "toString"].map((range) => rangeOf({ range })), ["4w", "12w", "year", "4w"])
})

test("levels go back from what is there now", () => {
  const back = levels(10, [5, ...Array.from({ length: 12 }, () => 0), 3, 1])
  assert.equal(back.length, 14)
  assert.deepEqual([back[0], back.at(-2), back.at(-1)], [6, 9, 10])
})

test("this week begins on Monday", () => {
  assert.equal(thisWeek([1, 1, 1, 1, 1, 1, 1, 5]), 5)
  assert.equal(thisWeek([1, 1, 1, 1, 1, 1, 1]), 7)
})

test("captions are sentences", () => {
  assert.equal(caption([1, 3], "4w", words), "4 in 4 weeks, 2.0 a day")
  assert.equal(caption([0, 0], "year", words), "Nothing in a year yet")
  assert.equal(yearCaption([1000, 300], words), "1,300 completed, 1,000 on the best day")
  assert.deepEqual(change(0, words), { shown: "+0 this week", spoken: "no change this week" })
  assert.equal(spoken({ day: "2026-11-12", value: 4 }, "day", words), "12 Nov, 4 completed")
  assert.equal(spoken({ day: "2026-11-16", value: 4 }, "week", words), "Week of 16 Nov, 4 completed")
})
