import { api } from "./api.js"
import { comparator, matches } from "./matching.js"
import { isFiltered, queryOf } from "./router.js"
import * as tasks from "./tasks.js"

/*
 * The page of tasks in sight: which ids, in which order, and what lies around them. The tasks themselves are in
 * tasks.js. Rows stay where they are when they change; only a new query, or being deleted or restored, moves them.
 */
const LIMIT = 50

/** "listing:changed" `{ entered, left }` (ids) after any change; `entered` and `left` are empty on a new page. */
export const events = new EventTarget()

/** `state` is "ready", "loading" or "failed". */
export const listing = { ids: [], total: 0, next: null, previous: null, state: "ready", problem: null, waiting: null, route: null, isTrash: false, today: () => "" }

const placesLeft = new Map()
let asking = null

/** Start from the page that came with the HTML. */
export function adopt(page) {
  Object.assign(listing, { state: "ready", problem: null, waiting: null }, page)
}

/**
 * Show another list. What is known already answers in this frame; the server's page follows and settles it.
 */
export async function load(route) {
  const isOtherList = queryOf({ ...route, cursor: "" }).toString() !== queryOf({ ...listing.route, cursor: "" }).toString()
  listing.route = route
  listing.state = "loading"
  if (isOtherList) preview(route)
  changed()
  await ask(route, (page) => {
    tasks.receive(page.tasks)
    placesLeft.clear()
    Object.assign(listing, { ids: page.tasks.map((task) => task.id), total: page.total, next: page.next, previous: page.previous, state: "ready", problem: null, waiting: null })
    changed()
  }, failed)
}

/**
 * Ask for the page in sight again, quietly. Rows that changed are brought up to date where they are; whether rows may
 * come, go or move now, `mayMove()` says: if not, they wait in `listing.waiting` `{ count, show }`. Gives false when it
 * has to be asked again: nobody answered, or another page was on its way.
 */
export async function refresh(mayMove) {
  if (listing.state === "loading") return false
  let isAnswered = true
  await ask(listing.route, (page) => {
    tasks.receive(page.tasks)
    const ids = page.tasks.map((task) => task.id)
    const updates = differences(ids)
    if (!updates) return
    const show = () => {
      Object.assign(listing, { ids, total: page.total, next: page.next, previous: page.previous, state: "ready", problem: null, waiting: null })
      changed()
    }
    if (mayMove()) return show()
    listing.waiting = { count: updates, show }
    changed()
  }, () => { isAnswered = false })
  return isAnswered
}

tasks.events.addEventListener("task:changed", ({ detail: { id, before, after, isOwn } }) => {
  if (!listing.route || !isOwn) return
  const was = Boolean(before) && Boolean(before.deleted_at) === listing.isTrash
  const is = Boolean(after) && Boolean(after.deleted_at) === listing.isTrash
  if (was && !is) leave(id)
  else if (is && !was) enter(after)
})

function leave(id) {
  const place = listing.ids.indexOf(id)
  if (place < 0) return
  placesLeft.set(id, place)
  listing.ids = listing.ids.toSpliced(place, 1)
  listing.total -= 1
  changed({ left: [id] })
}

function enter(task) {
  const comesBack = placesLeft.has(task.id)
  if (!comesBack && !matches(task, { ...listing.route, deleted: listing.isTrash }, listing.today())) return
  const place = comesBack ? Math.min(placesLeft.get(task.id), listing.ids.length) : placeFor(task)
  listing.total += 1
  if (place >= 0) listing.ids = listing.ids.toSpliced(place, 0, task.id)
  changed({ entered: place >= 0 ? [task.id] : [] })
}

/** Where a new task belongs among the rows in sight; -1 when that is on another page. */
function placeFor(task) {
  const compare = comparator(listing.route.sort)
  const place = listing.ids.findIndex((id) => compare(task, tasks.get(id)) < 0)
  if (place === 0) return listing.previous ? -1 : 0
  if (place < 0) return listing.next ? -1 : listing.ids.length
  return place
}

function preview(route) {
  listing.ids = listing.ids.filter((id) => matches(tasks.get(id), { ...route, deleted: listing.isTrash }, listing.today()))
  if (!isFiltered(route) || listing.ids.length) listing.ids.sort((one, other) => comparator(route.sort)(tasks.get(one), tasks.get(other)))
}

function failed(problem) {
  Object.assign(listing, { state: "failed", problem })
  changed()
}

async function ask(route, settle, fail) {
  asking?.abort()
  asking = new AbortController()
  const { signal } = asking
  const query = queryOf(route)
  query.set("limit", LIMIT)
  if (listing.isTrash) query.set("deleted", "true")
  try {
    // What was just changed must be in the answer already; the rows in sight show it meanwhile.
    await tasks.settled()
    signal.throwIfAborted()
    settle(await api("GET", `/api/tasks?${query}`, undefined, { signal }))
  } catch (problem) {
    if (!signal.aborted) fail(problem)
  }
}

/** How many rows would come, go or move if `ids` were shown. */
function differences(ids) {
  const [shown, coming] = [new Set(listing.ids), new Set(ids)]
  const moved = listing.ids.filter((id) => coming.has(id)).join() === ids.filter((id) => shown.has(id)).join() ? 0 : 1
  return ids.filter((id) => !shown.has(id)).length + listing.ids.filter((id) => !coming.has(id)).length + moved
}

function changed({ entered = [], left = [] } = {}) {
  events.dispatchEvent(new CustomEvent("listing:changed", { detail: { entered, left } }))
}
