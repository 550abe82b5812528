import * as counts from "./counts.js"
import { field, write } from "./dom.js"
import { words } from "./person.js"
import { moveTo, watchHeading } from "./scrolling.js"

/* The screen that the server drew last: takes its data over and loads the elements that it has. */
let view = ""

/** The list of this screen, or null on a screen without one. */
export const list = () => document.querySelector("task-list")

/** What a new task begins with here: on Today it is for today. */
export const newTask = () => (document.body.dataset.screen === "today" ? { due_date: words().today() } : {})

/** Take over what the server drew; called at the start and after every change of screen. */
export async function take() {
  view = document.title
  watchHeading()
  counts.adopt(JSON.parse(document.body.dataset.counts), () => words().today())
  const coming = bringToLife()
  // From the second list on it is defined, and is taken over before anything else happens.
  if (list() && !customElements.get("task-list")) await coming
  list()?.takeOver()
}

/** Follow the numbers. */
export function start() {
  if (history.state?.scroll) moveTo(history.state.scroll)
  counts.events.addEventListener("counts:changed", showCounts)
}

/** Midnight: all that is said about today is about another day. */
export function turnDay() {
  // The day is another one, whether or not anybody can be asked for its numbers.
  showCounts()
  counts.refresh().catch(() => undefined)
  return list()?.turnDay()
}

/** Load the elements that only this screen has. */
function bringToLife() {
  const tags = new Set(Array.from(document.querySelectorAll("#main :not(:defined)"), (element) => element.localName))
  return Promise.all(Array.from(tags, (tag) => import(`./elements/${tag}.js`)))
}

function showCounts() {
  const { total = 0, pending = 0, in_progress: begun = 0, overdue = 0, due_today: due = 0, due_today_completed: done = 0 } = counts.read()
  showNumber("count-total", total)
  showNumber("count-today", overdue + due)
  const main = document.getElementById("main")
  write(field(main, "today-date"), words().dayAndMonthInFull(words().today()))
  write(field(main, "today-progress"), due + done ? ` · ${words().number(done)} of ${words().number(due + done)} done` : "")
  const { screen } = document.body.dataset
  if (screen === "all") document.title = view.replace(" · ", ` · ${words().number(pending + begun)} open · `)
  if (screen === "today") document.title = overdue + due ? `Today · ${words().number(overdue + due)} open · Headway` : "Today · Headway"
}

function showNumber(name, number) {
  for (const shown of document.querySelectorAll(`[data-field=${name}]`)) write(shown, number ? words().number(number) : "")
}
