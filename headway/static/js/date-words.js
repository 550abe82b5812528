import { addDays, addMonths, next } from "./dates.js"

const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
const UNITS = { day: 1, week: 7 }

/**
 * Read "fri 15:00", "tomorrow", "in 3 days", "24 nov", "2026-11-24 9am": gives `{ due_date, due_time }`, or null when
 * it is not understood. A time alone means today; a day and month that have passed mean next year.
 */
export function parseDue(text, today) {
  const { rest, time } = takeTime(text.trim().toLowerCase().replaceAll(",", " "))
  if (time === null) return null
  const date = rest ? parseDay(rest, today) : time && today
  return date ? { due_date: date, due_time: time ?? null } : null
}

function parseDay(text, today) {
  if (text === "today") return today
  if (text === "tomorrow" || text === "tom") return addDays(today, 1)
  if (text === "yesterday") return addDays(today, -1)
  if (text === "next week") return next(today, 1)
  if (text === "next month") return addMonths(today, 1)
  return parseDistance(text, today) ?? parseWeekday(text, today) ?? parseIso(text) ?? parseMonthDay(text, today)
}

function parseDistance(text, today) {
  const [, count, unit] = /^in (\d{1,3}|an?) (day|week|month)s?$/u.exec(text) ?? []
  if (!count) return undefined
  const number = Number.parseInt(count, 10) || 1
  return unit === "month" ? addMonths(today, number) : addDays(today, number * UNITS[unit])
}

function parseWeekday(text, today) {
  const [, word] = /^(?:on |next |this )?([a-z]{3,})$/u.exec(text) ?? []
  const day = word ? DAYS.findIndex((name) => name.startsWith(word)) : -1
  return day < 0 ? undefined : next(today, day)
}

function parseIso(text) {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(text) ?? []
  return year && toDate(Number(year), Number(month), Number(day))
}

function parseMonthDay(text, today) {
  const match = /^(\d{1,2})(?:st|nd|rd|th)? ?([a-z]{3,})\.?(?: (\d{4}))?$/u.exec(text) ?? swapped(/^([a-z]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/u.exec(text))
  if (!match) return undefined
  const [, day, word, year] = match
  const month = MONTHS.findIndex((name) => name.startsWith(word)) + 1
  if (!month) return undefined
  const thisYear = Number(today.slice(0, 4))
  const date = toDate(Number(year ?? thisYear), month, Number(day))
  return !year && date && date < today ? toDate(thisYear + 1, month, Number(day)) : date
}

function swapped(match) {
  return match && [match[0], match[2], match[1], match[3]]
}

function toDate(year, month, day) {
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1970 && year <= 2199
  return isReal ? date.toISOString().slice(0, 10) : undefined
}

/** Take a time off the end: "15:00", "3pm", "at 9". `time` is undefined without one and null for an impossible one. */
function takeTime(text) {
  const match = /(?:^| )(?:at )?(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?$/u.exec(text)
  const isTime = match && (match[2] || match[3] || match[0].includes("at "))
  if (!isTime) return { rest: text, time: undefined }
  const [whole, hours, minutes = "00", half] = match
  const hour = half ? (Number(hours) % 12) + (half === "pm" ? 12 : 0) : Number(hours)
  const isReal = hour < 24 && Number(minutes) < 60 && !(half && (Number(hours) > 12 || Number(hours) < 1))
  return { rest: text.slice(0, -whole.length).trim(), time: isReal ? `${String(hour).padStart(2, "0")}:${minutes}` : null }
}
