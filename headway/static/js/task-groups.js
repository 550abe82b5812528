import { hasMore } from "./agenda.js"
import { cloneTemplate, field, write } from "./dom.js"
import { listing, shownOf } from "./listing.js"
import { words } from "./person.js"
import { GROUP, restWords } from "./phrases.js"
import * as router from "./router.js"

const OPEN = ["pending", "in_progress"]

/** Draw the groups of days in `root`: their order, their headings, and what stands below their rows. */
export function showGroups(root) {
  const sections = new Map(Array.from(root.querySelectorAll("[data-group]"), (section) => [section.dataset.group, section]))
  for (const [place, group] of listing.groups.entries()) {
    const section = sections.get(group.name) ?? made(group)
    sections.delete(group.name)
    if (root.children[place] !== section) root.insertBefore(section, root.children[place] ?? null)
    show(section, group)
  }
  for (const section of sections.values()) section.remove()
}

function made({ name }) {
  const section = cloneTemplate("task-group")
  section.dataset.group = name
  const [heading] = section.children
  heading.id = `group-${name}`
  for (const element of [section, field(section, "rows")]) element.setAttribute("aria-labelledby", heading.id)
  return section
}

function show(section, group) {
  const { first, last, total, ids } = group
  const isDay = !GROUP[group.name] && first === last
  Object.assign(section.dataset, { first: first ?? "", last, total })
  section.hidden = !ids.length && !isDay
  write(field(section, "word"), GROUP[group.name] ?? (isDay ? words().weekdayAndDay(first) : words().shortSpan(first, last)))
  write(field(section, "note"), isDay ? noteOf(first) : "")
  write(field(section, "total"), total ? words().number(total) : "")
  const add = field(section, "add")
  add.hidden = !isDay || ids.length > 0
  if (isDay) add.dataset.due = first
  if (isDay) add.ariaLabel = `Add a task on ${words().dayAndMonthInFull(first)}`
  const folded = ids.length - shownOf(group).length
  field(section, "unfold").hidden = folded === 0
  write(field(section, "unfold"), `Show ${words().number(folded)} more`)
  showRest(field(section, "rest"), group)
}

/** "November", and on the two nearest days which those are: "November · Tomorrow". */
function noteOf(day) {
  const name = words().day(day)
  const isNear = day === words().today() || name === words().day(words().today(Date.now() + 86_400_000))
  return isNear ? `${words().monthOf(day)} · ${name}` : words().monthOf(day)
}

/** The way to the tasks of the group that are not here; shown when there are some. */
function showRest(link, group) {
  link.hidden = !hasMore(listing, group)
  link.href = router.format({ ...router.current(), path: "/all", sort: "due", task: "", ...partOf(group) })
  write(link, restWords(group, words()))
}

function partOf({ name, first, last }) {
  const { status } = router.current()
  const open = status.length ? status : OPEN
  return {
    overdue: { due: "overdue" },
    today: { status: open, due: "today" },
    anytime: { status: open, due: "today" },
    completed: { status: ["completed"], due: "today" },
  }[name] ?? { status: open, dueFrom: first, dueTo: last }
}
