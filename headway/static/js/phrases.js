/* The sentences of acts and lists: one place, so that a thing is called the same everywhere. */

export const STATUS = { pending: "Pending", in_progress: "In progress", completed: "Completed" }
export const PRIORITY = { high: "High", medium: "Medium", low: "Low" }
export const SORT = { created: "Newest", due: "Due date", priority: "Priority", title: "Title", updated: "Last changed" }
export const DUE = { overdue: "Overdue", today: "Due today", week: "Next 7 days", none: "No date" }

export const GROUP = { overdue: "Overdue", today: "Today", anytime: "No time", completed: "Completed" }

const FIELD = { title: "title", description: "notes", status: "status", priority: "priority", due_date: "due date", due_time: "due time" }
const LONGEST_QUOTE = 60

/** A title inside a sentence, cut when it is long. */
export function quoted(title) {
  const letters = Array.from(title)
  return `“${letters.length > LONGEST_QUOTE ? `${letters.slice(0, LONGEST_QUOTE - 1).join("").trimEnd()}…` : title}”`
}

/** One task by its title, several by their number. */
export function named(tasks) {
  return tasks.length === 1 ? quoted(tasks[0].title) : `${tasks.length} tasks`
}

/** What the person calls the fields of a change: "due date" when the time came along. */
export function fieldName(fields) {
  return FIELD[["title", "description", "status", "priority", "due_date", "due_time"].find((name) => name in fields)]
}

/** What happened to tasks when `fields` were set: `{ text, spoken, isToast }`. */
export function changed(tasks, fields, words) {
  const act = fields.status === "completed" ? "Completed" : fields.status && tasks.every(({ status }) => status === "completed") && "Reopened"
  if (act) return { text: `${act} ${named(tasks)}`, spoken: tasks.length === 1 ? `${act}: ${tasks[0].title}` : `${act} ${named(tasks)}`, isToast: true }
  if ("due_date" in fields && tasks.some((task) => task.due_date !== fields.due_date)) return moved(tasks, fields, words)
  return { text: `Changed the ${fieldName(fields)} of ${named(tasks)}`, spoken: "Saved", isToast: tasks.length > 1 }
}

/** Another day may take a row out of sight: it is said where it went. */
function moved(tasks, fields, { dueInFull }) {
  const text = fields.due_date ? `Moved ${named(tasks)} to ${dueInFull({ due_time: null, ...fields })}` : `Took the date off ${named(tasks)}`
  return { text, spoken: text, isToast: true }
}

/** Why a field stands again as it did; `back` is its old value in words. */
export function rolledBack(fields, back, problem) {
  const what = fieldName(fields)
  if (problem.status === 422 && problem.errors.length) return `Couldn’t save the ${what}: ${problem.errors[0].message}`
  if (problem.status === 404) return "Couldn’t save the change: this task no longer exists."
  if (problem.status === 409) return "Couldn’t save the change: this task is in the trash. Restore it first."
  return back ? `Couldn’t save the ${what}, so it’s back to ${back}.` : `Couldn’t save the ${what}, so it’s as before.`
}

/** "This title was changed on another device." */
export function conflicting(fields) {
  if (fields[0] === "description") return "These notes were changed on another device."
  return `This ${FIELD[fields[0]]} was changed on another device.`
}

/** The day line in a sentence: "8 tasks due today, 3 completed. Next: Draft the announcement, 15:00". */
export function lineName(due, done, next) {
  const sum = `${due} ${due === 1 ? "task" : "tasks"} due today, ${done} completed.`
  return next ? `${sum} Next: ${next.title}, ${next.due_time}` : sum
}

/** Why it is worth coming back: 'Tomorrow starts with “Send invoice”.' */
export function tomorrowStarts(title) {
  return title ? `Tomorrow starts with ${quoted(title)}.` : ""
}

/** The way to all tasks of a group. The list of today holds those with and without a time, so their number is not said. */
export function restWords({ name, total }, { number }) {
  if (name === "today" || name === "anytime") return "All open tasks due today"
  return `All ${number(total)} ${{ overdue: "overdue tasks", completed: "completed tasks due today" }[name] ?? "tasks"}`
}

/** What the due filter chooses, in words for its chip: a name, or days. "" for nothing. */
export function dueWord({ due, dueFrom, dueTo }, { shortSpan, dayAndMonth }) {
  if (dueFrom && dueTo) return shortSpan(dueFrom, dueTo)
  if (dueFrom) return `From ${dayAndMonth(dueFrom)}`
  return dueTo ? `Until ${dayAndMonth(dueTo)}` : DUE[due] ?? ""
}

/** "No in-progress tasks with high priority." names every filter that is on. */
export function noMatch({ status, priority, due, q, ...days }, words) {
  const kind = status.map((value) => STATUS[value].toLowerCase().replace(" ", "-")).join(" or ")
  const level = priority.map((value) => PRIORITY[value].toLowerCase()).join(" or ")
  const when = { overdue: "that are overdue", today: "due today", week: "due in the next 7 days", none: "without a date" }[due]
  const between = days.dueFrom || days.dueTo ? `due ${dueWord(days, words).replace(/^[FU]/u, (letter) => letter.toLowerCase())}` : ""
  return `${["No", kind, "tasks", level && `with ${level} priority`, when, between, q && `with “${q}”`].filter(Boolean).join(" ")}.`
}

/** What a list tells beside a title (headway/pages/told.py says the same): "in progress, high priority, due Monday, 23 November 2026, overdue". */
export function beside(task, { dueSpelt, isOverdue }, now) {
  const due = task.due_date && `due ${dueSpelt(task)}`
  return [STATUS[task.status].toLowerCase(), `${PRIORITY[task.priority].toLowerCase()} priority`, due, isOverdue(task, now) && "overdue"].filter(Boolean).join(", ")
}

/** The due date as a button: what is seen, then the day in full, and no part of it twice. */
export function dueDateTold(task, { due, dueSpelt, isOverdue, time }, now) {
  if (!task.due_date) return "Due date: none"
  const seen = due(task, now)
  const hasTime = task.due_time && seen.endsWith(time(task.due_time))
  const whole = dueSpelt(hasTime ? { due_date: task.due_date } : task)
  return `Due date: ${seen}, ${whole}${isOverdue(task, now) ? ", overdue" : ""}`
}
