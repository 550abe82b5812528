import { addDays } from "./dates.js"
import { comparator, matches } from "./matching.js"
import { queryOf } from "./router.js"
import * as tasks from "./tasks.js"

/*
 * The groups of Today and Upcoming. A task belongs to the group of its due date; one whose status changes keeps its row
 * where it is, while the numbers of the groups follow at once. Another date takes the row along.
 */
const DAYS = 14
const WEEKS = 10
const BELONGS = {
  overdue: (task) => task.status !== "completed",
  today: (task) => task.status !== "completed" && Boolean(task.due_time),
  anytime: (task) => task.status !== "completed" && !task.due_time,
  completed: (task) => task.status === "completed",
}
const compare = comparator("agenda")

export const agenda = {
  /** Where the groups of a route are asked for. */
  address: (_, route) => `/api/tasks${route.path}?${queryOf(plain(route))}`,

  /** What the answer makes of the list. */
  take({ groups, tomorrow }) {
    tasks.receive(groups.flatMap((group) => group.tasks))
    return { groups: groups.map(({ tasks: rows, ...group }) => ({ ...group, ids: rows.map((task) => task.id) })), tomorrow: tomorrow?.title ?? "" }
  },

  /** What is known already, on another day or through other filters. */
  preview(listing, route) {
    listing.groups = grouped(listing.groups.flatMap(({ ids }) => ids).map((id) => tasks.get(id)), listing, route)
  },

  /** The list as far as this device knows it. */
  kept(listing, route) {
    const groups = grouped(tasks.all(), listing, route)
    const [tomorrow] = tasks.all().filter((task) => task.due_date === addDays(listing.today(), 1) && task.status !== "completed" && !task.deleted_at).toSorted(compare)
    return { groups, tomorrow: tomorrow?.title ?? "" }
  },

  /** What a change made here does to rows and numbers; undefined when it does nothing to either. */
  follow(listing, { id, before, after }) {
    const [from, to] = [before, after].map((task) => home(listing, task))
    const row = listing.groups.find(({ ids }) => ids.includes(id))
    const isSame = from === to
    const stays = row && after && !after.deleted_at && !isMoved(before, after)
    if (isSame && (stays || !row)) return undefined
    const hadMore = to && hasMore(listing, to)
    if (!isSame) recount(listing, from, to)
    if (stays) {
      keep(listing, id, row, to)
      return {}
    }
    return move(listing, after ?? { id }, row, to, hadMore)
  },

  forget() {},

  /** Ids by time, then priority. */
  sorted: (ids) => ids.toSorted((one, other) => compare(tasks.get(one), tasks.get(other))),
}

function grouped(candidates, listing, route) {
  const known = candidates.filter((task) => task && isWanted(task, route, listing))
  return groupsOn(route.path, listing.today()).map(({ name, first, last }) => {
    const ids = agenda.sorted(known.filter((task) => belongs(task, { name, first, last })).map((task) => task.id))
    return { name, first, last, ids, total: ids.length }
  })
}

/** The groups of a screen when it is `today`: `{ name, first, last }`. */
export function groupsOn(path, today) {
  if (path === "/today") {
    return [{ name: "overdue", first: null, last: addDays(today, -1) }, ...["today", "anytime", "completed"].map((name) => ({ name, first: today, last: today }))]
  }
  const day = (place, length) => ({ name: addDays(today, place), first: addDays(today, place), last: addDays(today, place + length - 1) })
  return [...Array.from({ length: DAYS }, (_, place) => day(place, 1)), ...Array.from({ length: WEEKS }, (_, week) => day(DAYS + week * 7, 7))]
}

/** Whether a task that is not in the trash is one of the group's. */
export function belongs(task, { name, first, last }) {
  const { due_date: due } = task
  return Boolean(due) && due <= last && (!first || due >= first) && (BELONGS[name] ?? BELONGS.overdue)(task)
}

/** Whether the group counts tasks that have no row here, in it or where they stood before. */
export function hasMore(listing, group) {
  const guests = group.ids.filter((id) => listing.kept.has(id)).length
  const away = [...listing.kept].filter((id) => home(listing, tasks.get(id)) === group).length
  return group.total > group.ids.length - guests + away
}

/** The group that counts the task, undefined for none. */
function home(listing, task) {
  if (!task || !isWanted(task, listing.route, listing)) return undefined
  return listing.groups.find((group) => belongs(task, group))
}

function isWanted(task, route, listing) {
  return matches(task, { ...plain(route), deleted: false }, listing.today())
}

/** A route without what these screens do not offer: their dates, order and pages are their own. */
function plain(route) {
  return { ...route, due: "", dueFrom: "", dueTo: "", sort: "created", cursor: "" }
}

function isMoved(before, after) {
  return !before || before.due_date !== after.due_date || before.due_time !== after.due_time || Boolean(before.deleted_at)
}

function recount(listing, from, to) {
  listing.groups = listing.groups.map((group) => ({ ...group, total: group.total + Number(group === to) - Number(group === from) }))
}

/** Remember a row that stands in another group than its task. */
function keep(listing, id, row, to) {
  if (to?.name === row.name) listing.kept.delete(id)
  else listing.kept.add(id)
}

/** Take the row of a task to the group that it belongs to now, or away. */
function move(listing, task, row, to, hadMore) {
  listing.kept.delete(task.id)
  let hasEntered = false
  listing.groups = listing.groups.map((group) => {
    const ids = group.ids.filter((id) => id !== task.id)
    if (group.name !== to?.name) return { ...group, ids }
    const place = ids.findIndex((id) => compare(task, tasks.get(id)) < 0)
    // After the last of those in sight come others: it is somewhere among them.
    if (place < 0 && hadMore) return { ...group, ids }
    hasEntered = true
    return { ...group, ids: ids.toSpliced(place < 0 ? ids.length : place, 0, task.id) }
  })
  return { entered: hasEntered ? [task.id] : [], left: row && !hasEntered ? [task.id] : [] }
}
