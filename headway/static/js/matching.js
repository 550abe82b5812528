import { addDays } from "./dates.js"

const RANK = { high: 0, medium: 1, low: 2 }

/**
 * Whether `task` belongs in the list that `query` describes, by the server's own rules.
 * Lets a filter show its result in the next frame; the server's page then settles it.
 */
export function matches(task, query, today) {
  if (Boolean(task.deleted_at) !== Boolean(query.deleted)) return false
  if (query.status.length && !query.status.includes(task.status)) return false
  if (query.priority.length && !query.priority.includes(task.priority)) return false
  if (!isBetween(task.due_date, query.dueFrom, query.dueTo)) return false
  return isDue(task, query.due, today) && hasWords(task, query.q)
}

/** Compares two tasks as the list's `sort` does ("created", "-due", …; "agenda": by time, then priority); ties by id. */
export function comparator(sort) {
  const reverse = sort.startsWith("-") ? -1 : 1
  const key = KEYS[sort.replace("-", "")]
  return (one, other) => reverse * (key(one, other) || compare(one.id, other.id))
}

const KEYS = {
  created: (one, other) => newestFirst(one, other, "created_at"),
  updated: (one, other) => newestFirst(one, other, "updated_at"),
  due: (one, other) => compare(dueKey(one), dueKey(other)),
  priority: (one, other) => RANK[one.priority] - RANK[other.priority] || newestFirst(one, other, "created_at") || compare(other.id, one.id),
  agenda: (one, other) => compare(dueKey(one), dueKey(other)) || RANK[one.priority] - RANK[other.priority],
  title: (one, other) => compare(one.title.toLowerCase(), other.title.toLowerCase()),
}

function newestFirst(one, other, field) {
  return compare(other[field] ?? "", one[field] ?? "") || compare(other.id, one.id)
}

function dueKey(task) {
  return task.due_date ? `${task.due_date}T${task.due_time ?? "99"}` : "9999"
}

function compare(one, other) {
  return one < other ? -1 : Number(one > other)
}

function isDue({ due_date: date, status }, due, today) {
  if (!due) return true
  if (due === "none") return !date
  if (!date) return false
  if (due === "overdue") return date < today && status !== "completed"
  if (due === "today") return date === today
  return date >= today && date <= addDays(today, 6)
}

function isBetween(date, from, to) {
  if (!from && !to) return true
  return Boolean(date) && (!from || date >= from) && (!to || date <= to)
}

function hasWords({ title, description }, q) {
  const text = `${title}\n${description ?? ""}`.toLowerCase()
  return q.toLowerCase().split(/\s+/u).every((word) => text.includes(word))
}
