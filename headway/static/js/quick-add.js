/*
 * One line for a new task: "Call Ana fri 15:00 !high". Which of its words are the date and the priority, and what title
 * is left without them. Knows no page: dates are found by a function that it is given.
 */
const PRIORITIES = { high: "high", urgent: "high", h: "high", 1: "high", medium: "medium", m: "medium", 2: "medium", low: "low", l: "low", 3: "low" }
const PRIORITY = /(?<!\S)!(?:high|medium|low|[hml123])(?!\S)/giu
// In words it counts at the end: "Discuss high priority list" and "Make it less urgent" are titles.
const IN_WORDS = /(?<=\S\s+)(?<!(?<!\S)(?:an?|and|are|as|be|for|from|how|if|in|is|it[’']s|less|more|no|not|of|or|so|than|that|the|this|to|very|with)\s+)(?:(?:high|medium|low) priority|p[123]|urgent)(?![^\s.,;:!?)])/giu
/** One more line is read, to tell that there are more. */
export const MOST_LINES = 50
const HOLE = "\ufffc"
// Words that come with a date and say nothing without it; "am 24.12." is how German has it.
const BEFORE = /(?<!\S)(?:due by|due on|due|by|on|at)\s+$/iu
const BEFORE_NUMBER = /(?<!\S)(?:due by|due on|due|by|on|at|am)\s+$/iu
// A date that such a word ties to the sentence is part of the sentence: "Renew before friday", "each monday".
const TIED = /(?<!\S)(?:after|and|before|each|every|for|from|in|last|of|or|since|than|the|through|till?|to|until|&|[–-])\s+$/iu
const GOES_ON = /^\s+(?:and|or|to|until|till|&|[–-])\s/iu
// Nothing but signs: the date before them is the end of the sentence.
const CLOSING = /^[\s.,;:!?)\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Join_Control}\p{Variation_Selector}]*$/u
// These begin sentences that are not about a day: "Sun cream", "Wed Anna and Tom's photos", "Midnight run".
const ALSO_WORDS = /^(?:sat|sun|wed|noon|midday|midnight)[,.]?$/iu

/**
 * Read a line. `findDates(text)` gives the dates in it, `plain` the parts that the person wants as plain text, and `day`
 * the day that a time alone belongs to. Gives `{ title, parts, plain, due_date, due_time, priority }`: `parts` in the
 * order of the text, each `{ kind, from, to }` with its values; what the line does not name is left out.
 */
export function read(text, { findDates, plain = [], day }) {
  const priorities = withoutPlain(findPriorities(text, findDates), text, plain)
  const priority = priorities.kept.at(-1)
  // For a date the priority is as good as the end of the line, and nothing that could be a part of it.
  const [blanked, pierced] = [covered(text, priority, " "), covered(text, priority, HOLE)]
  const dates = withoutPlain(findDates(pierced).map((date) => withCompany(date, pierced)), text, plain)
  const due = dates.kept.findLast((date) => isMeant(date, blanked))
  const parts = [due && { kind: "due", ...onDay(due, day) }, priority].filter(Boolean).toSorted((one, other) => one.from - other.from)
  return {
    title: titleOf(text, parts),
    parts,
    // What is plain stays so for as long as it stands there, however it is changed.
    plain: [...priorities.plain, ...dates.plain],
    ...Object.assign({}, ...parts.map(valuesOf)),
  }
}

/** Read pasted lines: each that says something is a task, its parts placed in the whole. */
export function readLines(text, options) {
  let next = 0
  const lines = text.split("\n", MOST_LINES + 1).map((line) => {
    const reading = read(line, options)
    for (const part of reading.parts) {
      part.from += next
      part.to += next
    }
    next += line.length + 1
    return Object.assign(reading, { line })
  })
  return lines.filter(({ line }) => line.trim())
}

/** The part that ends where the caret is: Backspace there takes it back. */
export const partBefore = (parts, caret) => parts.find(({ to }) => to === caret)

/** The line without one of its parts. */
export function cut(text, { from, to }) {
  return joined([text.slice(0, from), text.slice(to)])
}

function findPriorities(text, findDates) {
  const found = (pattern) => Array.from(text.matchAll(pattern), ({ 0: word, index }) => ({
    kind: "priority", from: index, to: index + word.length, priority: PRIORITIES[word.toLowerCase().replace(/^!|^p(?=\d)| priority$/gu, "")],
  }))
  return [...found(IN_WORDS).filter(({ to }) => endsLine(text.slice(to), findDates)), ...found(PRIORITY)]
}

/** Whether nothing but dates and signs comes after. */
function endsLine(after, findDates) {
  return CLOSING.test(findDates(after).reduce((rest, date) => covered(rest, withCompany(date, after), " "), after))
}

/** A date together with the words before it that say nothing without it. */
function withCompany(date, text) {
  const company = /\d/u.test(text.charAt(date.from)) ? BEFORE_NUMBER : BEFORE
  const [before = ""] = company.exec(text.slice(0, date.from)) ?? []
  return { ...date, from: date.from - before.length }
}

/** A date counts at the start, at the end, or before a time; nowhere does it count inside a word or a phrase. */
function isMeant({ from, to, due_time: time, isTimeOnly }, text) {
  const [before, words, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)]
  if (/\S$/u.test(before) && !/^[\s,(]/u.test(words) || /^[^\s,.;:!?)]/u.test(after) || TIED.test(before)) return false
  if (CLOSING.test(after)) return true
  const startsLine = !before.trim() && !GOES_ON.test(after) && !ALSO_WORDS.test(words)
  return startsLine || Boolean(time) && !isTimeOnly
}

/** Split what was found into what is kept and the words of what is plain. */
function withoutPlain(found, text, plain) {
  const wordsOf = ({ from, to }) => text.slice(from, to).toLowerCase()
  // Half of it, while somebody changes it letter by letter, is still it; so is more of it.
  const isPlain = (part) => plain.some((other) => wordsOf(part).startsWith(other) || other.startsWith(wordsOf(part)))
  return { kept: found.filter((part) => !isPlain(part)), plain: found.filter(isPlain).map(wordsOf) }
}

const covered = (text, part, sign) => (part ? text.slice(0, part.from) + sign.repeat(part.to - part.from) + text.slice(part.to) : text)

const onDay = (due, day) => (due.isTimeOnly && day ? { ...due, due_date: day } : due)

const valuesOf = ({ kind, due_date, due_time, priority }) => (kind === "due" ? { due_date, due_time } : { priority })

function titleOf(text, parts) {
  let place = 0
  const kept = parts.map(({ from, to }) => {
    const piece = text.slice(place, from)
    place = to
    return piece
  })
  return joined([...kept, text.slice(place)])
}

/** Pieces of a line as one line: without the punctuation that held what is gone. */
function joined(pieces) {
  const words = pieces.map((piece) => piece.replace(/\s+/gu, " ").trim()).filter(Boolean)
  if (pieces.length === 1) return words.join("")
  const line = words.reduce((one, other) => (/^[,.;:!?)]/u.test(other) ? one + other : `${one} ${other}`), "").trim()
  return line.replace(/^[,;:–-]\s*|\s*[,;:–-]$/gu, "")
}
