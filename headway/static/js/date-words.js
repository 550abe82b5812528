import { GB, casual } from "./vendor/chrono-node/en.js"
import { next } from "./dates.js"

/*
 * Days and times in English words, as chrono reads them, and what of that we do not take for a date: lengths of time,
 * spans, months without a day. Everything is reckoned on the person's own wall clock.
 */
const FIRST_YEAR = 1970
const LAST_YEAR = 2199
const LENGTH = /^(?:in|within|next (?=week|month|year))\b|\bfrom now$|\bafter tomorrow$/iu
const UNCLEAR = /^(?:now|last\b.*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?(?: \d{4})?)$|\bago$|^\d{4}-(?:1[3-9]|[2-9]\d)-/iu
const PART_OF_TODAY = /^this (?:morning|afternoon|evening)$/iu

// "Plan the quarter next monday": chrono would reckon a quarter from that Monday.
const THINGS = /\bthe (?:day|week|month|quarter|year)\b(?! after)/giu

/** "24.12.", as much of Europe writes it; with dots the day always comes first. */
const dotted = {
  pattern: () => /(\d{1,2})\.(\d{1,2})\.(\d{4})?(?![\d.])/u,
  extract({ text }, { index, 1: day, 2: month, 3: year }) {
    // "1.12.3" and "v1.2." are numbers of another kind.
    if (/[\w.]/u.test(text.charAt(index - 1))) return null
    return { day: Number(day), month: Number(month), ...(year && { year: Number(year) }) }
  },
}

const monthFirst = withDots(casual)
const dayFirst = withDots(GB)

/**
 * Every day or time that `text` names: `{ from, to, due_date, due_time, isTimeOnly }`, coming ones first where a name
 * fits several. `now` is the person's wall clock ("YYYY-MM-DDTHH:MM"); `isDayFirst` says what 2/3 is.
 */
export function findDates(text, now, { isDayFirst = false } = {}) {
  const line = text.replace(THINGS, (thing) => "#".repeat(thing.length))
  // Read as the machine's own clock, which is where chrono does its sums.
  const found = (isDayFirst ? dayFirst : monthFirst).parse(line, new Date(now), { forwardDate: true })
  return found.flatMap((result) => {
    const due = dueOf(result, now.slice(0, 10))
    return due ? [{ from: result.index, to: result.index + result.text.length, ...due }] : []
  })
}

/** Read a text that is nothing but a date, a time or both: `{ due_date, due_time }`, or null. */
export function parseDue(text, now, options) {
  const asked = text.trim().replace(/^(?:on|at|by) /iu, "")
  const whole = findDates(asked, now, options).find(({ from, to }) => from === 0 && to === asked.length)
  return whole ? { due_date: whole.due_date, due_time: whole.due_time } : null
}

function dueOf({ text, start, end }, today) {
  const isLength = start.tags().has("result/relativeDate") && !LENGTH.test(text)
  if (end || isLength || UNCLEAR.test(text)) return null
  const [knowsDay, knowsTime] = [start.isCertain("day") || start.isCertain("weekday"), start.isCertain("hour")]
  const due_time = knowsTime ? `${padded(start.get("hour"))}:${padded(start.get("minute"))}` : null
  if (PART_OF_TODAY.test(text)) return { due_date: today, due_time, isTimeOnly: false }
  if (/^next week$/iu.test(text)) return { due_date: next(today, 1), due_time, isTimeOnly: false }
  if (!knowsDay && !knowsTime && !LENGTH.test(text)) return null
  const year = start.get("year")
  // chrono lets a day end at 24:00; no clock shows that.
  if (year < FIRST_YEAR || year > LAST_YEAR || start.get("hour") > 23) return null
  return { due_date: `${year}-${padded(start.get("month"))}-${padded(start.get("day"))}`, due_time, isTimeOnly: knowsTime && !knowsDay }
}

function withDots(reader) {
  const own = reader.clone()
  own.parsers.unshift(dotted)
  return own
}

function padded(number) {
  return String(number).padStart(2, "0")
}
