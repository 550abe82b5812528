import { closeTop } from "./layers.js"
import { position } from "./scrolling.js"

/*
 * The URL is the state: the path names the view, the query its filters, order, page and open task.
 * Filters replace the entry in the history; a page and an opened task are entries of their own, so that Back undoes them.
 */
const STATUSES = ["pending", "in_progress", "completed"]
const PRIORITIES = ["high", "medium", "low"]

/** "route:changed" `{ route, before, isBack }`; "task:reopened" when the open task is asked for once more. */
export const events = new EventTarget()

/** Read a URL: `{ path, status: [], priority: [], due, dueFrom, dueTo, q, sort, cursor, range, window, section, task }`. */
export function parse(url) {
  const { pathname: path, searchParams } = new URL(url, "http://localhost")
  const listed = (name, allowed) => {
    const asked = new Set(searchParams.getAll(name).flatMap((text) => text.split(",")))
    return allowed.filter((value) => asked.has(value))
  }
  const one = (name) => searchParams.get(name) ?? ""
  return {
    path,
    status: listed("status", STATUSES),
    priority: listed("priority", PRIORITIES),
    due: one("due"),
    dueFrom: one("due_from"),
    dueTo: one("due_to"),
    q: one("q"),
    sort: one("sort") || "created",
    cursor: one("cursor"),
    range: one("range"),
    window: one("window"),
    section: one("section"),
    task: one("task"),
  }
}

/** The URL of a route: what is at its default is left out. */
export function format(route) {
  const query = queryOf(route)
  for (const name of ["range", "window", "section", "task"]) if (route[name]) query.set(name, route[name])
  const text = query.toString().replaceAll("%2C", ",")
  return text ? `${route.path}?${text}` : route.path
}

/** The part of a route that decides which tasks are listed, as the API takes it. */
export function queryOf({ status, priority, due, dueFrom, dueTo, q, sort, cursor }) {
  const query = new URLSearchParams()
  if (status.length) query.set("status", status.join(","))
  if (priority.length) query.set("priority", priority.join(","))
  if (due) query.set("due", due)
  if (dueFrom) query.set("due_from", dueFrom)
  if (dueTo) query.set("due_to", dueTo)
  if (q) query.set("q", q)
  if (sort !== "created") query.set("sort", sort)
  if (cursor) query.set("cursor", cursor)
  return query
}

/** True when anything but the order narrows the list. */
export const isFiltered = ({ status, priority, due, dueFrom, dueTo, q }) => status.length > 0 || priority.length > 0 || Boolean(due || dueFrom || dueTo || q)

/** What takes every filter off. */
export const UNFILTERED = { status: [], priority: [], due: "", dueFrom: "", dueTo: "", q: "" }

let route = null
// Which entry of the history this is, counted from the first of the page: tells Back from Forward.
let place = 0

/** Where the page is now. */
export function current() {
  route ??= parse(location.href)
  return route
}

/** Filter or sort: the first page of another list, in place of this entry. */
export function filter(changes) {
  move({ ...current(), ...changes, cursor: "" }, "replace")
}

/** Another page of the same list, as an entry of its own. */
export function page(cursor) {
  remember()
  move({ ...current(), cursor, task: "" }, "push")
}

/** Open a task beside the list. A second one takes the place of the first: Back closes the panel. */
export function open(id) {
  if (current().task === id) return events.dispatchEvent(new Event("task:reopened"))
  return move({ ...current(), task: id }, current().task ? "replace" : "push", { opened: !current().task || history.state?.opened })
}

/** Close the open task: by going back where opening it had made an entry. */
export function close() {
  if (!current().task) return
  if (history.state?.opened) history.back()
  else move({ ...current(), task: "" }, "replace")
}

/** Another screen, or the same one with other filters, as an entry of its own. */
export function visit(url) {
  remember()
  move(parse(url), "push")
}

/** Say again where the page was when the way to another screen had no end: the screen has not changed. */
export function stay(before) {
  history.replaceState({}, "", format(before))
  become(before, false)
}

/** Keep in the history's entry where the page was, for the way back. */
export function remember() {
  history.replaceState({ ...history.state, scroll: position() }, "")
}

/** Listen to Back and Forward; called once, when the page starts. */
export function start() {
  // Rows may still be on their way when Back is pressed: the place is found again when they are there.
  history.scrollRestoration = "manual"
  addEventListener("pagehide", remember)
  place = history.state?.place ?? 0
  addEventListener("popstate", travel)
}

/** What lies over the page is closed first: then the history is put back to where it was. */
function travel() {
  const steps = place - (history.state?.place ?? 0)
  if (steps && closeTop()) return history.go(steps)
  place -= steps
  return become(parse(location.href), true)
}

function move(next, act, state = {}) {
  const kept = act === "replace" ? history.state : {}
  if (act === "push") place += 1
  history[`${act}State`]({ ...kept, ...state, place }, "", format(next))
  become(next, false)
}

function become(next, isBack) {
  const before = current()
  route = next
  events.dispatchEvent(new CustomEvent("route:changed", { detail: { route, before, isBack } }))
}
