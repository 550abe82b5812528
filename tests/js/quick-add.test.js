import assert from "node:assert/strict"
import { test } from "node:test"
import { findDates } from "../../headway/static/js/date-words.js"
import { cut, MOST_LINES, partBefore, read, readLines } from "../../headway/static/js/quick-add.js"

// A Sunday afternoon.
const NOW = "2026-11-22T14:20"
const TODAY = "2026-11-22"
const [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, NEXT_SUNDAY] = [23, 24, 25, 26, 27, 28, 29].map((day) => `2026-11-${day}`)

const reading = (text, options = {}) => read(text, { findDates: (line) => findDates(line, NOW, options), ...options })

/** What is read out of a line: title, day, time and priority, "" for what it does not name. */
function told(text, options) {
  const { title, due_date: date, due_time: time, priority } = reading(text, options)
  return [title, date ?? "", time ?? "", priority ?? ""]
}

const LONG = `Gather every remark from the three review rounds and sort them by chapter ${"and verse ".repeat(20)}`.trim()

for (const [line, title, date = "", time = "", priority = ""] of [
  // At the end.
  ["Call Ana fri 15:00 !high", "Call Ana", FRIDAY, "15:00", "high"],
  ["call mum tomorrow 5pm !high", "call mum", MONDAY, "17:00", "high"],
  ["Call Ana friday", "Call Ana", FRIDAY],
  ["Call Ana on friday", "Call Ana", FRIDAY],
  ["Report by friday 9am", "Report", FRIDAY, "09:00"],
  ["Report due tue", "Report", TUESDAY],
  ["Pay rent, fri.", "Pay rent", FRIDAY],
  ["Pay rent tomorrow!", "Pay rent!", MONDAY],
  ["Write to Jo: tomorrow", "Write to Jo", MONDAY],
  ["Book train in 3 days", "Book train", WEDNESDAY],
  ["Book train in 2 weeks", "Book train", "2026-12-06"],
  ["Renew in 2 months", "Renew", "2027-01-22"],
  ["Check the oven in 20 minutes", "Check the oven", TODAY, "14:40"],
  ["Plan the quarter next monday", "Plan the quarter", MONDAY],
  ["Plan the day tomorrow", "Plan the day", MONDAY],
  ["Plan the quarter next week", "Plan the quarter", MONDAY],
  ["Look again next month", "Look again", "2026-12-22"],
  ["Water plants this evening", "Water plants", TODAY],
  ["Water plants tonight", "Water plants", TODAY],
  ["Tidy up this weekend", "Tidy up", SATURDAY],
  ["Stand-up 9:00", "Stand-up", MONDAY, "09:00"],
  ["Stand-up 16:30", "Stand-up", TODAY, "16:30"],
  ["Stand-up at 9", "Stand-up", MONDAY, "09:00"],
  ["Lunch tomorrow at noon", "Lunch", MONDAY, "12:00"],
  ["Invoice today 9:00", "Invoice", TODAY, "09:00"],
  ["Invoice sunday", "Invoice", NEXT_SUNDAY],
  ["Taxes 2026-12-24 18:30", "Taxes", "2026-12-24", "18:30"],
  ["Taxes 24 dec", "Taxes", "2026-12-24"],
  ["Taxes Dec 24th", "Taxes", "2026-12-24"],
  ["Taxes 1 feb", "Taxes", "2027-02-01"],
  ["Taxes 24.12.", "Taxes", "2026-12-24"],
  ["Taxes 1.5.2027", "Taxes", "2027-05-01"],
  ["Taxes 12:30am thu", "Taxes", THURSDAY, "00:30"],
  ["Taxes end of month", "Taxes", "2026-11-30"],
  // At the start.
  ["tomorrow: call Ana", "call Ana", MONDAY],
  ["fri 15:00 Call Ana", "Call Ana", FRIDAY, "15:00"],
  ["8:30 stand-up", "stand-up", MONDAY, "08:30"],
  ["!low wed 10:00 sweep", "sweep", WEDNESDAY, "10:00", "low"],
  ["Tomorrow call Ana friday", "Tomorrow call Ana", FRIDAY],
  // In the middle, before a time.
  ["Call Ana fri 15:00 about the venue", "Call Ana about the venue", FRIDAY, "15:00"],
  ["Call Ana tomorrow at 3pm, then write", "Call Ana, then write", MONDAY, "15:00"],
  // In the middle, without one.
  ["Read the 9/11 report", "Read the 9/11 report"],
  ["Ask about friday plans", "Ask about friday plans"],
  ["Prepare monday stand-up notes", "Prepare monday stand-up notes"],
  ["Move the 15:00 call", "Move the 15:00 call"],
  // Words that only look like dates.
  ["May the force", "May the force"],
  ["Second draft", "Second draft"],
  ["Sun cream", "Sun cream"],
  ["Sat nav repair", "Sat nav repair"],
  ["Wed photos to Anna", "Wed photos to Anna"],
  ["Midnight run playlist", "Midnight run playlist"],
  ["Now or never", "Now or never"],
  ["Good morning", "Good morning"],
  ["Today’s notes", "Today’s notes"],
  ["Friday's lunch", "Friday's lunch"],
  ["Plan the march", "Plan the march"],
  ["Budget for March 2027", "Budget for March 2027"],
  ["Workout 30 min", "Workout 30 min"],
  ["Wait 5 days", "Wait 5 days"],
  ["30 min walk", "30 min walk"],
  ["Buy 5 apples", "Buy 5 apples"],
  ["Ship version 1.2.3", "Ship version 1.2.3"],
  ["Ship v2.10.", "Ship v2.10."],
  ["Pay 12.50", "Pay 12.50"],
  ["Party 31 feb", "Party 31 feb"],
  ["Party 24:00", "Party 24:00"],
  ["Photos from last friday", "Photos from last friday"],
  ["Photos taken 5 days ago", "Photos taken 5 days ago"],
  ["Renew before friday", "Renew before friday"],
  ["Water plants every friday", "Water plants every friday"],
  ["Meet fri or sat", "Meet fri or sat"],
  ["Conference dec 3-5", "Conference dec 3-5"],
  ["Go there day after tomorrow", "Go there day after tomorrow"],
  ["Go there the day after tomorrow", "Go there", TUESDAY],
  // Priorities.
  ["Call Ana !h", "Call Ana", "", "", "high"],
  ["Call Ana !2", "Call Ana", "", "", "medium"],
  ["Call !LOW Ana", "Call Ana", "", "", "low"],
  ["!high Call Ana fri", "Call Ana", FRIDAY, "", "high"],
  ["Call Ana !low !high", "Call Ana !low", "", "", "high"],
  ["Call Ana!high", "Call Ana!high"],
  ["Call Ana high priority", "Call Ana", "", "", "high"],
  ["Call Ana, Low Priority", "Call Ana", "", "", "low"],
  ["Call Ana medium priority fri", "Call Ana", FRIDAY, "", "medium"],
  ["Call Ana fri 15:00 p1", "Call Ana", FRIDAY, "15:00", "high"],
  ["Call Ana P3 on friday", "Call Ana", FRIDAY, "", "low"],
  ["Call Ana – urgent", "Call Ana", "", "", "high"],
  ["Call Ana urgent!", "Call Ana!", "", "", "high"],
  ["Call Ana urgent !low", "Call Ana urgent", "", "", "low"],
  ["Discuss high priority list", "Discuss high priority list"],
  ["Discuss high priority list fri", "Discuss high priority list", FRIDAY],
  ["Review p1 bugs", "Review p1 bugs"],
  ["P1", "P1"],
  ["Urgent care appointment", "Urgent care appointment"],
  ["Mark the mail as urgent", "Mark the mail as urgent"],
  ["Make it less urgent", "Make it less urgent"],
  ["Sort tasks with high priority", "Sort tasks with high priority"],
  ["Buy an MP3", "Buy an MP3"],
  ["Ask about p2-4", "Ask about p2-4"],
  ["Really!", "Really!"],
  ["Say !hello", "Say !hello"],
  ["!high", "", "", "", "high"],
  ["!high fri", "", FRIDAY, "", "high"],
  // Nothing, much, and other scripts.
  ["", ""],
  ["   ", ""],
  ["Two   spaces  here", "Two spaces here"],
  [`${LONG} fri`, LONG, FRIDAY],
  ["Angebot am Freitag prüfen", "Angebot am Freitag prüfen"],
  ["Mutter anrufen am 24.12.", "Mutter anrufen", "2026-12-24"],
  ["مراجعة عقد الإيجار قبل نهاية الأسبوع", "مراجعة عقد الإيجار قبل نهاية الأسبوع"],
  ["مراجعة العقد fri 9:00 !high", "مراجعة العقد", FRIDAY, "09:00", "high"],
  ["🎂 for Ana fri", "🎂 for Ana", FRIDAY],
  ["fri 🎂", "🎂", FRIDAY],
  ["Party for Ana fri 🎂👩🏽‍🍳", "Party for Ana 🎂👩🏽‍🍳", FRIDAY],
  ["👩‍👩‍👧 !low", "👩‍👩‍👧", "", "", "low"],
]) {
  test(`“${line.slice(0, 60)}”`, () => assert.deepEqual(told(line), [title, date, time, priority]))
}

test("2/3 is read as the person's language writes it", () => {
  assert.equal(reading("Taxes 2/3", { isDayFirst: true }).due_date, "2027-03-02")
  assert.equal(reading("Taxes 2/3", { isDayFirst: false }).due_date, "2027-02-03")
})

test("the machine's own zone plays no part", () => {
  const { TZ } = process.env
  try {
    for (const zone of ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu", "America/Sao_Paulo"]) {
      process.env.TZ = zone
      assert.deepEqual(told("Call Ana tomorrow 00:15"), ["Call Ana", MONDAY, "00:15", ""])
      assert.deepEqual(told("Call Ana fri"), ["Call Ana", FRIDAY, "", ""])
    }
  } finally {
    if (TZ === undefined) delete process.env.TZ
    else process.env.TZ = TZ
  }
})

test("a time alone belongs to the day that the screen gave", () => {
  assert.deepEqual(told("Call Ana 9:00", { day: "2026-12-01" }), ["Call Ana", "2026-12-01", "09:00", ""])
  assert.deepEqual(told("Call Ana fri 9:00", { day: "2026-12-01" }), ["Call Ana", FRIDAY, "09:00", ""])
})

test("parts say where they stand", () => {
  const line = "Call Ana by fri 15:00 !high"
  assert.deepEqual(reading(line).parts.map(({ kind, from, to }) => [kind, line.slice(from, to)]), [["due", "by fri 15:00"], ["priority", "!high"]])
})

test("the part before the caret is the one that ends there", () => {
  const { parts } = reading("Call Ana fri 15:00 !high")
  assert.equal(partBefore(parts, 18).kind, "due")
  assert.equal(partBefore(parts, 24).kind, "priority")
  assert.equal(partBefore(parts, 19), undefined)
})

test("a part taken back is text, also while it is being changed", () => {
  const plain = ["fri 15:00"]
  assert.deepEqual(told("Watch fri 15:00", { plain }), ["Watch fri 15:00", "", "", ""])
  assert.deepEqual(told("Watch fri 15:0", { plain }), ["Watch fri 15:0", "", "", ""])
  assert.deepEqual(told("Watch fri 15:01", { plain: reading("Watch fri 15:0", { plain }).plain }), ["Watch fri 15:01", "", "", ""])
  assert.deepEqual(told("Watch fri 15:00 !low", { plain }), ["Watch fri 15:00", "", "", "low"])
  assert.deepEqual(told("Read !high", { plain: ["!high"] }), ["Read !high", "", "", ""])
  assert.deepEqual(told("Set high priority", { plain: ["high priority"] }), ["Set high priority", "", "", ""])
})

test("each line that says something is a task, and its parts stand where they do in the whole", () => {
  const text = "Call Ana fri\n\n  Pay rent !low\nTidy up"
  const readings = readLines(text, { findDates: (line) => findDates(line, NOW, {}) })
  assert.deepEqual(readings.map(({ line, title, due_date: date, priority }) => [line, title, date, priority]), [
    ["Call Ana fri", "Call Ana", FRIDAY, undefined], ["  Pay rent !low", "Pay rent", undefined, "low"], ["Tidy up", "Tidy up", undefined, undefined],
  ])
  assert.deepEqual(readings.flatMap(({ parts }) => parts).map(({ from, to }) => text.slice(from, to)), ["fri", "!low"])
  assert.equal(readLines("a\n".repeat(5000), { findDates: () => [] }).length, MOST_LINES + 1)
  assert.deepEqual(readLines(" \n", { findDates: () => [] }), [])
})

test("what was taken back counts again once it has left the line", () => {
  assert.deepEqual(reading("Watch fri 15:00", { plain: ["fri 15:00"] }).plain, ["fri 15:00"])
  assert.deepEqual(reading("Watch ", { plain: ["fri 15:00"] }).plain, [])
  assert.deepEqual(reading("Watch tomorrow", { plain: ["fri 15:00"] }).due_date, MONDAY)
})

test("a part is cut out of the line that it stands in", () => {
  const line = "Call Ana fri 15:00 about the venue"
  assert.equal(cut(line, reading(line).parts[0]), "Call Ana about the venue")
})

test("whatever is written, parts lie side by side inside the line and the rest of it is the title", () => {
  const pieces = ["fri", "15:00", "!high", "!", "p1", "urgent", "low priority", "tomorrow", "at", "by", "24.12.", "31.2.", "9/11", "the", "in", "3", "days", "now", "am", "pm", "–", ",", "\n", "  ", "(", "é", "م", "🎂", "\u200d", "0", "99999999999", "24:00", "12am", "-", "t", "next", "week", "of", "may"]
  let seed = 42
  const random = (most) => { seed = (seed * 48_271) % 2_147_483_647; return seed % most }
  for (let round = 0; round < 3000; round += 1) {
    const line = Array.from({ length: random(12) }, () => pieces[random(pieces.length)] + (random(4) ? " " : "")).join("")
    const { parts, title, due_date: date, due_time: time } = reading(line, { isDayFirst: Boolean(random(2)) })
    let place = 0
    for (const { from, to } of parts) {
      assert.ok(place <= from && from < to && to <= line.length, JSON.stringify(line))
      place = to
    }
    assert.equal(title, title.trim())
    if (!parts.length) assert.equal(title, line.replace(/\s+/gu, " ").trim())
    if (date) assert.match(date, /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u, JSON.stringify(line))
    if (time) assert.match(time, /^(?:[01]\d|2[0-3]):[0-5]\d$/u, JSON.stringify(line))
  }
})
