import { agenda } from "./agenda.js"
import * as counts from "./counts.js"
import { field, write } from "./dom.js"
import { adopt, listing, load } from "./listing.js"
import * as minutes from "./minutes.js"
import { words } from "./person.js"
import * as preferences from "./preferences.js"
import * as router from "./router.js"
import { moveTo, watchHeading } from "./scrolling.js"
import * as tasks from "./tasks.js"

/* The screen that the server drew last: takes its data over and keeps its list in step with the URL. */
let view = ""

/** The list of this screen, or null on a screen without one. */
export const list = () => document.querySelector("task-list")

/** What a new task begins with here: on Today it is for today. */
export const newTask = () => (document.body.dataset.screen === "today" ? { due_date: words().today() } : {})

/** Take over what the server drew; called at the start and after every change of screen. */
export function take() {
  view = document.title
  watchHeading()
  counts.adopt(JSON.parse(document.body.dataset.counts), () => words().today())
  bringToLife()
  const element = list()
  if (!element) return
  const { rows, groups, tomorrow } = element.read()
  tasks.receive(rows)
  adopt({
    groups,
    tomorrow,
    next: cursorOf("next"),
    previous: cursorOf("previous"),
    route: router.current(),
    isTrash: element.dataset.screen === "trash",
    today: () => words().today(),
  })
}

/** The cursor of a link that the server drew, null where there is no page. */
function cursorOf(name) {
  const href = document.querySelector(`page-nav [data-field=${name}]`)?.getAttribute("href")
  return href ? new URL(href, location.href).searchParams.get("cursor") : null
}

/** Follow the URL and the numbers. */
export function start() {
  moveTo(history.state?.scroll)
  router.events.addEventListener("route:changed", ({ detail }) => follow(detail))
  counts.events.addEventListener("counts:changed", showCounts)
  preferences.events.addEventListener("preferences:changed", () => list()?.refine())
  minutes.start()
  minutes.events.addEventListener("day:changed", turnDay)
}

async function follow({ route, before, isBack }) {
  if (!list() || route.path !== before.path || String(router.queryOf(route)) === String(router.queryOf(before))) return
  await load(route)
  if (isBack) moveTo(history.state?.scroll)
  else if (route.cursor !== before.cursor) moveTo(0)
}

/** Load the elements that only this screen has. */
function bringToLife() {
  const tags = new Set(Array.from(document.querySelectorAll("#main :not(:defined)"), (element) => element.localName))
  for (const tag of tags) import(`./elements/${tag}.js`)
}

/** Midnight: what was due today is late, and the days of the screen are others. */
function turnDay() {
  counts.refresh().catch(() => undefined)
  if (!list()) return
  if (listing.kind === agenda) return load(router.current())
  list().refine()
  return list().refresh()
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
