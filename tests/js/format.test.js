import assert from "node:assert/strict"
import { test } from "node:test"
import { formatter } from "../../headway/static/js/format.js"

const now = new Date("2026-11-22T14:20:00Z")
const words = formatter({ locale: "en-GB", zone: "UTC" })
const due = (date, time = null, status = "pending") => ({ due_date: date, due_time: time, status })

test("near days have names, far days a date, other years the year", () => {
  assert.equal(words.due(due("2026-11-22"), now), "Today")
  assert.equal(words.due(due("2026-11-23"), now), "Tomorrow")
  assert.equal(words.due(due("2026-11-21"), now), "Yesterday")
  assert.equal(words.due(due("2026-11-27", "17:00"), now), "Fri, 17:00")
  assert.equal(words.due(due("2026-12-24"), now), "24 Dec")
  assert.equal(words.due(due("2027-11-24"), now), "24 Nov 2027")
})

test("a task due today shows its time alone", () => {
  assert.equal(words.due(due("2026-11-22", "15:00"), now), "15:00")
  assert.equal(words.dueInFull(due("2026-11-22", "15:00"), now), "Today, 15:00")
})

test("a date is spelt at length, and in short where one line has to do", () => {
  assert.equal(words.dueSpelt(due("2026-11-25", "14:00")), "Wednesday, 25 November 2026, 14:00")
  assert.equal(words.dueSpeltShort(due("2026-11-25", "14:00")), "Wed, 25 Nov 2026, 14:00")
  assert.equal(words.dueSpeltShort(due("2026-11-25")), "Wed, 25 Nov 2026")
})

test("no date is no words", () => {
  assert.equal(words.due(due(null), now), "")
  assert.equal(words.dueSpelt(due(null)), "")
})

test("the person's language and clock are kept", () => {
  const german = formatter({ locale: "de-DE", zone: "Europe/Berlin" })
  assert.equal(german.due(due("2026-11-23"), now), "Morgen")
  const twelve = formatter({ locale: "en-GB", zone: "UTC", hourCycle: "h12" })
  assert.match(twelve.time("17:00"), /^5:00\s?pm$/u)
})

test("overdue goes by the day where the person is, whatever the time", () => {
  const east = formatter({ locale: "en-GB", zone: "Pacific/Kiritimati" })
  assert.equal(words.isOverdue(due("2026-11-22", "09:00"), now), false)
  assert.equal(east.isOverdue(due("2026-11-22"), now), true)
  assert.equal(words.isOverdue(due("2026-11-21", null, "completed"), now), false)
})

test("within the hour the minutes are told", () => {
  assert.equal(words.dueSoon(due("2026-11-22", "15:00"), now), "in 40 min")
  assert.equal(words.dueSoon(due("2026-11-22", "15:20"), now), "")
  assert.equal(words.dueSoon(due("2026-11-22", "14:00"), now), "")
  assert.equal(words.dueSoon(due("2026-11-22", "15:00", "completed"), now), "")
})

test("the clock on the wall is the person's, not the machine's", () => {
  const here = formatter({ locale: "en-GB", zone: "Asia/Kathmandu" })
  assert.equal(here.clock(new Date("2026-11-22T18:30Z")), "2026-11-23T00:15")
})

test("day and month are written in the order of the language", () => {
  for (const [locale, isDayFirst] of [["en-GB", true], ["de-DE", true], ["en-US", false]]) {
    assert.equal(formatter({ locale, zone: "UTC" }).isDayFirst, isDayFirst)
  }
})

test("days away are counted from midnight to midnight, and never below none to go", () => {
  assert.equal(words.daysAway("2026-11-22T00:10:00Z", 0, now), "today")
  assert.equal(words.daysAway("2026-11-21T23:50:00Z", 0, now), "yesterday")
  assert.equal(words.daysAway("2026-11-19T12:00:00Z", 0, now), "3 days ago")
  assert.equal(words.daysAway("2026-11-19T12:00:00Z", 30, now), "in 27 days")
  assert.equal(words.daysAway("2026-10-01T12:00:00Z", 30, now), "today")
})
