/*
 * Calendar days as "YYYY-MM-DD" text: they compare and sort as they stand, and no time zone can move them.
 * Arithmetic runs at midnight UTC, where every day has 24 hours.
 */
const DAY_MS = 86_400_000

/** The calendar day it is in `zone` (IANA name) at the instant `now`. */
export function today(zone, now = new Date()) {
  return wallClock(zone, now).slice(0, 10)
}

/** The wall clock in `zone` at the instant `now`, as "YYYY-MM-DDTHH:MM". */
export function wallClock(zone, now = new Date()) {
  const parts = {}
  for (const { type, value } of clockIn(zone).formatToParts(now)) parts[type] = value
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`
}

/** `day` moved by `count` days. */
export function addDays(day, count) {
  return toText(toTime(day) + count * DAY_MS)
}

/** `day` moved by `count` months; 31 January plus one is the last day of February. */
export function addMonths(day, count) {
  const [year, month, date] = day.split("-").map(Number)
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate()
  return toText(Date.UTC(year, month - 1 + count, Math.min(date, last)))
}

/** Whole days from `from` to `to`, negative when `to` lies before. */
export function daysBetween(from, to) {
  return Math.round((toTime(to) - toTime(from)) / DAY_MS)
}

/** Minutes from one wall clock reading to another, both "YYYY-MM-DDTHH:MM". */
export function minutesBetween(from, to) {
  return Math.round((Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 60_000)
}

/** Day of the week, 0 Sunday to 6 Saturday. */
export function weekday(day) {
  return new Date(toTime(day)).getUTCDay()
}

/** The first day of the week around `day`; `weekStart` is 0 Sunday to 6 Saturday. */
export function startOfWeek(day, weekStart) {
  return addDays(day, -((weekday(day) - weekStart + 7) % 7))
}

/** The next day after `day` that falls on `wanted` (0 Sunday to 6 Saturday). */
export function next(day, wanted) {
  return addDays(day, ((wanted - weekday(day) + 6) % 7) + 1)
}

/** Six weeks that show the month of `day`, each an array of seven days. */
export function monthGrid(day, weekStart) {
  const first = startOfWeek(`${day.slice(0, 7)}-01`, weekStart)
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, place) => addDays(first, week * 7 + place)))
}

/** The day at midnight UTC, for `Intl` formats with `timeZone: "UTC"`. */
export function toTime(day) {
  return Date.parse(`${day}T00:00Z`)
}

function toText(time) {
  return new Date(time).toISOString().slice(0, 10)
}

const clocks = new Map()

function clockIn(zone) {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
    })
    clocks.set(zone, clock)
  }
  return clock
}
