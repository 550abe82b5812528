const APART_PX = 14
const EARLY_HOUR = 6
const LAST_HOUR = 24

/** The hour of a time of day, "15:30" being 15.5. */
export function hourOf(time) {
  const [hours, minutes] = time.split(":").map(Number)
  return hours + minutes / 60
}

/** Where the line begins: at midnight when a time, now among them, comes before the morning's first hour. */
export function firstHour(times) {
  return times.some((time) => hourOf(time) < EARLY_HOUR) ? 0 : EARLY_HOUR
}

/**
 * The marks of timed tasks on a line `width` px wide that runs from the hour `start` to midnight: `{ at, tasks }` in
 * order. What would come closer than 14 px to a mark joins it.
 */
export function marksOf(tasks, start, width) {
  const pxAnHour = width / (LAST_HOUR - start)
  const marks = []
  for (const task of tasks.toSorted((one, other) => hourOf(one.due_time) - hourOf(other.due_time))) {
    const at = hourOf(task.due_time)
    const last = marks.at(-1)
    if (last && (at - last.at) * pxAnHour < APART_PX) last.tasks.push(task)
    else marks.push({ at, tasks: [task] })
  }
  return marks
}
