/* What the board says, apart from how it is drawn: which rows, who moved, and the words. */

export const WINDOWS = ["today", "week", "month", "all"]
const PUBLIC_ROWS = 10
const SPANS = { today: "today", week: "this week", month: "this month", all: "of all time" }

/**
 * The rows of `GET /api/analytics/leaderboard`: the first ones, then the person's own with a neighbour on each side when
 * it is not among them. `isApart` marks the row before which somebody is missing; `share` is in % of the first one's points.
 */
export function rowsOf({ entries, you }, ownName) {
  const best = entries[0]?.points ?? 0
  const rows = [...entries]
  let apart = -1
  if (you && entries.length && !entries.some((entry) => entry.is_you)) {
    const above = you.above.at(-1)
    const isApart = !isSame(above, entries.at(-1))
    const own = { rank: you.rank, name: ownName, points: you.points, completed: you.completed, is_you: true }
    apart = isApart ? rows.length : -1
    rows.push(...(isApart && above ? [above] : []), own, ...you.below.slice(0, 1))
  }
  return rows.map(({ rank, name, points, completed, is_you: isYou }, place) => ({
    rank, name, points, completed, isYou, isApart: place === apart, share: best ? Math.round(1000 * points / best) / 10 : 0,
  }))
}

/**
 * What `GET /api/analytics/leaderboard` would say, made of what it said (`view`) and of the public first rows of the week
 * (`seen`), in which nobody is "you". Null when they do not say enough: for another window, for more rows, and where the
 * person's own row cannot be told for sure or lies further down. `view` must be from after the person's last own change.
 */
export function merge(view, seen, { limit, ownName }) {
  if (view.window !== seen.window || limit > PUBLIC_ROWS) return null
  const first = (own) => seen.entries.slice(0, limit).map((entry, place) => marked(entry, place === own))
  if (!view.you) return { ...view, participants: seen.participants, entries: first(-1), you: null }
  const place = ownPlace(seen, { ...view.you, name: ownName })
  if (place < 0) return null
  // Whoever comes after them shows too when they are not among the first.
  const isLast = place === seen.entries.length - 1
  if (place >= limit && isLast && seen.participants > seen.entries.length) return null
  const around = (from, to) => seen.entries.slice(Math.max(0, from), to).map((entry) => marked(entry, false))
  const { rank, points, completed } = seen.entries[place]
  const you = { rank, points, completed, above: around(place - 2, place), below: around(place + 1, place + 3) }
  return { ...view, participants: seen.participants, entries: first(place), you }
}

function marked(entry, isYou) {
  return { ...entry, is_you: isYou }
}

/** The only public row that can be the person's; -1 when there is none or more than one, or one may be out of sight. */
function ownPlace({ entries, participants }, { name, points, completed }) {
  const isOwn = (entry) => entry.name === name && entry.points === points && entry.completed === completed
  const goesOnAlike = participants > entries.length && entries.at(-1)?.points === points
  return goesOnAlike || entries.filter(isOwn).length !== 1 ? -1 : entries.findIndex(isOwn)
}

/** What each row is recognised by next time: null where a name is not enough, for anonymous people and namesakes. */
export function keysOf(rows) {
  const names = Map.groupBy(rows.filter((row) => !row.isYou), (row) => row.name)
  return rows.map((row) => {
    if (row.isYou) return "you"
    return row.name !== null && names.get(row.name).length === 1 ? `name ${row.name}` : null
  })
}

/** The rank of everybody who can be recognised. */
export function ranksOf(rows) {
  const keys = keysOf(rows)
  return new Map(rows.flatMap((row, place) => keys[place] ? [[keys[place], row.rank]] : []))
}

/** How many ranks a row went up (+) or down (−) since `before`; 0 when that is not known. */
export function moveOf(key, rank, before) {
  return before.has(key) ? before.get(key) - rank : 0
}

/** "▲2", "▼1" or "–". */
export function moveShown(move) {
  if (move === 0) return "–"
  return move > 0 ? `▲${move}` : `▼${-move}`
}

/** "Rank 4, Maya Kapoor, you, 47 points, 31 completed", and where the row came from. */
export function spoken(row, move, words) {
  const came = move === 0 ? null : `${move > 0 ? "up" : "down"} ${Math.abs(move)}`
  const parts = [`Rank ${words.number(row.rank)}`, row.name ?? "Anonymous", row.isYou && "you", words.count(row.points, "point", "points"), `${words.number(row.completed)} completed`, came]
  return parts.filter(Boolean).join(", ")
}

/** "Points this week, 12 people". */
export function note({ window, participants }, words) {
  return `Points ${SPANS[window]}${participants ? `, ${words.count(participants, "person", "people")}` : ""}`
}

/** "Why do I have 47 points?" */
export function question(points, words) {
  return points ? `Why do I have ${words.count(points, "point", "points")}?` : "Where do points come from?"
}

function isSame(one, other) {
  return one === other || Boolean(one && other) && ["rank", "name", "points", "completed"].every((name) => one[name] === other[name])
}
