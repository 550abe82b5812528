/*
 * The geometry of charts, in the units of their drawing. The server computes the same for the first paint
 * (pages/charts.py); tests/pages/chart-shapes.json holds both to one answer.
 */
const STEPS = [1, 2, 4, 6, 8]
const WIDEST_GAP = 8
const LOWEST_BAR = 2
const DOT = 3
const WEEKDAYS = 7
const SIDES = [3, 5, 7, 9, 11]
const CELL = 12

/** A round number that is at least `most` and 2. */
export function ceiling(most) {
  for (let power = 1; ; power *= 10) {
    const step = STEPS.find((each) => each * power >= Math.max(most, 2))
    if (step) return step * power
  }
}

/** A bar for each value, side by side; one of nothing is a stub. */
export function bars(values, width, height) {
  const step = width / values.length
  const gap = Math.min(WIDEST_GAP, step / 3)
  const top = ceiling(Math.max(...values))
  return values.map((value, place) => {
    const tall = Math.max(LOWEST_BAR, height * value / top)
    return { x: short(place * step + gap / 2), y: short(height - tall), width: short(step - gap), height: short(tall) }
  })
}

/** Points from the left to the right edge, lowest to highest value; a dot fits around each. */
export function line(values, width, height) {
  const low = Math.min(...values)
  const span = Math.max(...values) - low
  const [across, up] = [(width - 2 * DOT) / (values.length - 1), height - 2 * DOT]
  return values.map((value, place) => [short(DOT + place * across), short(DOT + up * (1 - (span ? (value - low) / span : 0.5)))])
}

/** Boxes one after the other, as wide as their share; nothing has no width. */
export function stack(values, width, gap) {
  const total = values.reduce((sum, value) => sum + value, 0)
  const gaps = Math.max(0, values.filter((value) => value > 0).length - 1) * gap
  let x = 0
  return values.map((value) => {
    const share = total ? (width - gaps) * value / total : 0
    const box = { x: short(x), width: short(share) }
    if (value) x += share + gap
    return box
  })
}

/** The mark of a day: weeks go to the right, their days down; the more was done, the larger it is. */
export function cell(place, value, most) {
  const side = SIDES[most ? Math.ceil(4 * value / most) : 0]
  const inset = (CELL - side) / 2
  return { x: Math.floor(place / WEEKDAYS) * CELL + inset, y: place % WEEKDAYS * CELL + inset, width: side, height: side }
}

function short(number) {
  return Math.round(number * 100) / 100
}
