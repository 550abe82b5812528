import assert from "node:assert/strict"
import { test } from "node:test"
import { addDays, addMonths, daysBetween, monthGrid, next, startOfWeek, today, wallClock } from "../../headway/static/js/dates.js"

test("today is the person's day, not the machine's", () => {
  const instant = new Date("2026-11-22T11:30:00Z")
  assert.equal(today("Pacific/Kiritimati", instant), "2026-11-23")
  assert.equal(today("Pacific/Pago_Pago", instant), "2026-11-22")
  assert.equal(wallClock("Asia/Kathmandu", instant), "2026-11-22T17:15")
})

test("midnight is hour 00 and not 24", () => {
  assert.equal(wallClock("UTC", new Date("2026-11-22T00:05:00Z")), "2026-11-22T00:05")
})

test("days are counted over leap days and clock changes", () => {
  assert.equal(addDays("2028-02-28", 2), "2028-03-01")
  assert.equal(addDays("2026-03-28", 2), "2026-03-30")
  assert.equal(daysBetween("2026-10-24", "2026-10-26"), 2)
})

test("a month later is at most that month's last day", () => {
  assert.equal(addMonths("2026-01-31", 1), "2026-02-28")
  assert.equal(addMonths("2026-12-15", 1), "2027-01-15")
  assert.equal(addMonths("2026-01-15", -1), "2025-12-15")
})

test("the next Friday of a Friday is in a week", () => {
  assert.equal(next("2026-11-20", 5), "2026-11-27")
  assert.equal(next("2026-11-22", 1), "2026-11-23")
})

test("a week starts where the person's does", () => {
  assert.equal(startOfWeek("2026-11-22", 1), "2026-11-16")
  assert.equal(startOfWeek("2026-11-22", 0), "2026-11-22")
})

test("a month is drawn in six whole weeks", () => {
  const weeks = monthGrid("2026-11-22", 1)
  assert.equal(weeks.length, 6)
  assert.equal(weeks[0][0], "2026-10-26")
  assert.equal(weeks[5][6], "2026-12-06")
})
