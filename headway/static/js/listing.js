import { agenda } from "./agenda.js"
import { api } from "./api.js"
import { paged } from "./paged.js"
import { queryOf } from "./router.js"
import * as tasks from "./tasks.js"

/*
 * The list in sight: groups of ids, each in its order. The tasks themselves are in tasks.js; how a list of this kind is
 * asked for, and where a task belongs in it, is in paged.js (All tasks, the trash) and agenda.js (Today, Upcoming).
 * Rows stay where they are when they change; only a new query, another day, or being deleted or restored moves them.
 */
const FOLDED = "completed"
const SHOWN_WHEN_FOLDED = 5

/** "listing:changed" `{ entered, left }` (ids) after any change; `entered` and `left` are empty on a new page. */
export const events = new EventTarget()

/** `state` is "ready", "loading" or "failed"; `reach()` is how many rows somebody has come down to; `unsaved` are the tasks whose changes the server did not have yet when it gave the list; a group is `{ name, first, last, ids, total }`. */
export const listing = {
  groups: [], next: null, previous: null, tomorrow: "", state: "ready", problem: null, waiting: null, reach: () => 0, route: null, kind: paged, isTrash: false,
  isUnfolded: false, kept: new Set(), unsaved: new Set(), today: () => "",
  /** The ids of all rows that show, over all groups. */
  get ids() { return this.groups.flatMap((group) => shownOf(group)) },
  get total() { return this.groups.reduce((sum, group) => sum + group.total, 0) },
}

let asking = null

/** The ids of a group that show: of what is completed only the first few, until it is unfolded. */
export function shownOf({ name, ids }) {
  return name === FOLDED && !listing.isUnfolded ? ids.slice(0, SHOWN_WHEN_FOLDED) : ids
}

/** Show all that is completed. */
export function unfold() {
  listing.isUnfolded = true
  changed()
}

/** Add the page after the last row. */
export function extend(ids, next) {
  const [group] = listing.groups
  const known = new Set(group.ids)
  const entered = ids.filter((id) => !known.has(id))
  Object.assign(listing, { groups: [{ ...group, ids: [...group.ids, ...entered] }], next })
  changed()
}

/** Start from the page that came with the HTML; `isKept` when only its frame came, and this device has the rows. */
export function adopt({ isKept, ...page }) {
  // An answer on its way is about the list that was here before.
  asking?.abort()
  Object.assign(listing, { state: "ready", problem: null, waiting: null, reach: () => 0, next: null, previous: null, tomorrow: "", isUnfolded: false, unsaved: tasks.unsaved() }, page)
  listing.kind = ["/today", "/upcoming"].includes(listing.route.path) ? agenda : paged
  if (isKept) Object.assign(listing, listing.kind.kept(listing, listing.route))
  listing.kept.clear()
  paged.forget()
  changed()
}

/**
 * Show another list. What is known already answers in this frame; the server's page follows and settles it.
 */
export async function load(route) {
  const isOtherList = queryOf({ ...route, cursor: "" }).toString() !== queryOf({ ...listing.route, cursor: "" }).toString()
  listing.route = route
  listing.state = "loading"
  listing.kept.clear()
  if (isOtherList || listing.kind === agenda) listing.kind.preview(listing, route)
  changed()
  await ask(route, (page) => {
    paged.forget()
    show(page)
  }, async (problem) => {
    if (problem.isPassing && await isAtHand() && listing.route === route) showKept()
    else if (listing.route === route) failed(problem)
  })
}

/** Show what this device has of the list: nobody can be asked. */
function showKept() {
  paged.forget()
  listing.kept.clear()
  show({ ...listing.kind.kept(listing, listing.route), next: null, previous: null })
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
    const coming = { ...page, groups: staying(page.groups) }
    const updates = differences(coming.groups, listing.kind.isContinuous)
    if (!updates || mayMove()) return show(coming)
    listing.waiting = { count: updates, show: () => show({ ...page, groups: staying(page.groups) }) }
    changed()
  }, () => { isAnswered = false })
  return isAnswered
}

tasks.events.addEventListener("task:changed", ({ detail }) => {
  // While nobody answers, what another tab adds comes by no other way.
  const isAdded = !detail.before && tasks.waiting().isStuck
  if (!listing.route || !(detail.isOwn || isAdded)) return
  const moved = listing.kind.follow(listing, detail)
  if (moved) changed(moved)
})

/** Whether this device could say what it keeps of the tasks. */
async function isAtHand() {
  try {
    await (await import("./offline/screens.js")).takeKept()
    return true
  } catch {
    // No database: what is in sight is all there is.
    return false
  }
}

function show(page) {
  Object.assign(listing, page, { state: "ready", problem: null, waiting: null, unsaved: tasks.unsaved() })
  changed()
}

function failed(problem) {
  Object.assign(listing, { state: "failed", problem })
  changed()
}

async function ask(route, settle, fail) {
  asking?.abort()
  asking = new AbortController()
  const { signal } = asking
  const { kind } = listing
  try {
    // What was just changed must be in the answer already; the rows in sight show it meanwhile.
    await tasks.settled()
    signal.throwIfAborted()
    const get = async (address) => kind.take(await api("GET", kind.address(listing, address), undefined, { signal }))
    const page = await get(route)
    settle(await kind.complete?.(page, route, get) ?? page)
  } catch (problem) {
    if (!signal.aborted) fail(problem)
  }
}

/** The groups as they come, but with each row that was completed here where it stands until the list is next loaded. */
function staying(groups) {
  return listing.groups.reduce((coming, { name, ids }) => {
    const kept = ids.filter((id) => listing.kept.has(id) && tasks.get(id) && !tasks.get(id).deleted_at)
    return kept.length ? coming.map((group) => keeping(group, group.name === name ? kept : [], kept)) : coming
  }, groups)
}

function keeping(group, here, kept) {
  const rest = group.ids.filter((id) => !kept.includes(id))
  return { ...group, ids: here.length ? listing.kind.sorted([...rest, ...here]) : rest }
}

/** How many rows would come, go or move if these groups were shown; of a list that goes on, the rest comes again. */
function differences(groups, isPart) {
  const before = isPart ? listing.groups.map((group, place) => ({ ...group, ids: group.ids.slice(0, groups[place].ids.length) })) : listing.groups
  const [shown, coming] = [placesOf(before), placesOf(groups)]
  const moved = [...new Set([...shown.keys(), ...coming.keys()])].filter((id) => shown.get(id) !== coming.get(id)).length
  const order = (list) => list.flatMap(({ ids }) => ids).filter((id) => shown.get(id) === coming.get(id)).join()
  return moved + Number(order(before) !== order(groups))
}

function placesOf(groups) {
  return new Map(groups.flatMap(({ name, ids }) => ids.map((id) => [id, name])))
}

function changed({ entered = [], left = [] } = {}) {
  events.dispatchEvent(new CustomEvent("listing:changed", { detail: { entered, left } }))
}
