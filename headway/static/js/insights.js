/* What Insights says about days, apart from how it is drawn. A day is `{ date, created, completed }`. */

const DAYS = 28
const WEEK = 7
const WEEKS = { "12w": 12, year: 52 }
const SPANS = { "4w": "4 weeks", "12w": "12 weeks", year: "a year" }
const SPARKLINE_DAYS = 14

/** The range that a route names: four weeks when it names none. */
export const rangeOf = (route) => Object.hasOwn(WEEKS, route.range) ? route.range : "4w"

/** What one bar stands for. */
export const unitOf = (range) => range === "4w" ? "day" : "week"

/** Days, or weeks from Monday, as `{ day, value, isNow }`; `days` begin on a Monday and end today. */
export function points(days, range) {
  if (range === "4w") return days.slice(-DAYS).map((day, place, shown) => ({ day: day.date, value: day.completed, isNow: place === shown.length - 1 }))
  const weeks = weeksOf(days).slice(-WEEKS[range])
  return weeks.map((week, place) => ({ day: week[0].date, value: sum(week.map((day) => day.completed)), isNow: place === weeks.length - 1 }))
}

/** The days in weeks; the last one may not be over. */
export function weeksOf(days) {
  return Array.from({ length: Math.ceil(days.length / WEEK) }, (_, place) => days.slice(place * WEEK, (place + 1) * WEEK))
}

/** "132 in 4 weeks, 4.7 a day". */
export function caption(values, range, words) {
  const total = sum(values)
  if (!total) return `Nothing in ${SPANS[range]} yet`
  return `${words.number(total)} in ${SPANS[range]}, ${(total / values.length).toFixed(1)} a ${unitOf(range)}`
}

/** How a number stood on each of the last two weeks, from what came to it day by day. */
export function levels(number, added) {
  const back = Array.from({ length: SPARKLINE_DAYS }, (_, later) => number - sum(added.slice(added.length - later)))
  return back.toReversed()
}

/** What came in the week that is not over; `days` are whole weeks but for it. */
export function thisWeek(added) {
  return sum(added.slice(Math.floor((added.length - 1) / WEEK) * WEEK))
}

/** "+11 this week" to see, "up 11 this week" to hear. */
export function change(number, words) {
  return { shown: `+${words.number(number)} this week`, spoken: number ? `up ${words.number(number)} this week` : "no change this week" }
}

/** The caption of the year. */
export function yearCaption(values, words) {
  const total = sum(values)
  return total ? `${words.number(total)} completed, ${words.number(Math.max(...values))} on the best day` : "Nothing yet"
}

/** What a mark says when it is in hand: "12 Nov, 4 completed". */
export function spoken({ day, value }, unit, words) {
  return `${unit === "week" ? "Week of " : ""}${words.dayAndMonth(day)}, ${words.number(value)} completed`
}

export function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0)
}
