import { comparator, matches } from "./matching.js"
import { isFiltered, queryOf } from "./router.js"
import * as tasks from "./tasks.js"

/* A list in pages: one group, filtered and sorted as the URL says. Rows stay where they are when they change. */
const LIMIT = 50
const placesLeft = new Map()

export const paged = {
  /** Where the page of a route is asked for. */
  address({ isTrash }, route, limit = LIMIT) {
    const query = queryOf(route)
    query.set("limit", limit)
    if (isTrash) query.set("deleted", "true")
    return `/api/tasks?${query}`
  },

  /** What the answer makes of the list. */
  take(page) {
    tasks.receive(page.tasks)
    return { groups: [groupOf(page.tasks.map((task) => task.id), page.total)], next: page.next, previous: page.previous }
  },

  /** What is known of another list already. */
  preview(listing, route) {
    const ids = listing.ids.filter((id) => matches(tasks.get(id), { ...route, deleted: listing.isTrash }, listing.today()))
    if (!isFiltered(route) || ids.length) ids.sort((one, other) => comparator(route.sort)(tasks.get(one), tasks.get(other)))
    listing.groups = [groupOf(ids, listing.total)]
  },

  /** The list as far as this device knows it, in one page. */
  kept({ isTrash, today }, route) {
    const known = tasks.all().filter((task) => matches(task, { ...route, deleted: isTrash }, today()))
    return { groups: [groupOf(known.toSorted(comparator(route.sort)).map(({ id }) => id), known.length)] }
  },

  /** What a change made here does to the rows: `{ entered }` or `{ left }`, undefined for nothing. */
  follow(listing, { id, before, after }) {
    const was = Boolean(before) && Boolean(before.deleted_at) === listing.isTrash
    const is = Boolean(after) && Boolean(after.deleted_at) === listing.isTrash
    if (was && !is) return leave(listing, id)
    return is && !was ? enter(listing, after) : undefined
  },

  /** Rows that were taken away have no place to come back to in another list. */
  forget: () => placesLeft.clear(),

  sorted: (ids) => ids,
}

/** The only group. */
export function groupOf(ids, total) {
  return { name: "all", ids, total }
}

function leave(listing, id) {
  const place = listing.ids.indexOf(id)
  if (place < 0) return undefined
  placesLeft.set(id, place)
  listing.groups = [groupOf(listing.ids.toSpliced(place, 1), listing.total - 1)]
  return { left: [id] }
}

function enter(listing, task) {
  const comesBack = placesLeft.has(task.id)
  if (!comesBack && !matches(task, { ...listing.route, deleted: listing.isTrash }, listing.today())) return undefined
  const { ids, total } = listing
  const place = comesBack ? Math.min(placesLeft.get(task.id), ids.length) : placeFor(listing, task)
  listing.groups = [groupOf(place >= 0 ? ids.toSpliced(place, 0, task.id) : ids, total + 1)]
  return { entered: place >= 0 ? [task.id] : [] }
}

/** Where a new task belongs among the rows in sight; -1 when that is on another page. */
function placeFor(listing, task) {
  const compare = comparator(listing.route.sort)
  const place = listing.ids.findIndex((id) => compare(task, tasks.get(id)) < 0)
  if (place === 0) return listing.previous ? -1 : 0
  if (place < 0) return listing.next ? -1 : listing.ids.length
  return place
}
