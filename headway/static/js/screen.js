import * as counts from "./counts.js"
import { adopt, load } from "./listing.js"
import { words } from "./person.js"
import * as preferences from "./preferences.js"
import * as router from "./router.js"
import { moveTo, watchHeading } from "./scrolling.js"
import * as tasks from "./tasks.js"

/* The screen that the server drew last: takes its data over and keeps its list in step with the URL. */
let view = ""

/** The list of this screen, or null on a screen without one. */
export const list = () => document.querySelector("task-list")

/** Take over what the server drew; called at the start and after every change of screen. */
export function take() {
  view = document.title
  watchHeading()
  adoptCounts()
  bringToLife()
  const element = list()
  if (!element) return
  const drawn = element.read()
  tasks.receive(drawn)
  adopt({
    ids: drawn.map((task) => task.id),
    total: Number(element.dataset.total),
    ...document.querySelector("page-nav").read(),
    route: router.current(),
    isTrash: element.dataset.screen === "trash",
    today: () => words().today(),
  })
  element.refine()
}

/** Follow the URL and the numbers. */
export function start() {
  moveTo(history.state?.scroll)
  router.events.addEventListener("route:changed", ({ detail }) => follow(detail))
  counts.events.addEventListener("counts:changed", showCounts)
  preferences.events.addEventListener("preferences:changed", () => list()?.refine())
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

function adoptCounts() {
  const total = navigationTotal()
  counts.adopt(document.querySelector("task-counts")?.read() ?? (total ? { total: Number(total.textContent.replace(/\D/gu, "")) } : {}), () => words().today())
}

function showCounts() {
  const { total, pending = 0, in_progress: begun = 0 } = counts.read()
  const shown = navigationTotal()
  if (shown) shown.textContent = total ? words().number(total) : ""
  if (document.body.dataset.screen === "all") document.title = view.replace(" · ", ` · ${words().number(pending + begun)} open · `)
}

function navigationTotal() {
  return document.querySelector("[data-field=count-total]")
}
