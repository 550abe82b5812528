import { leave } from "./account.js"
import * as acts from "./acts.js"
import * as channel from "./channel.js"
import { handle, run, COMMANDS } from "./commands.js"
import * as counts from "./counts.js"
import * as keyboard from "./keyboard.js"
import { adopt, load } from "./listing.js"
import * as panel from "./panel.js"
import { person, words } from "./person.js"
import * as preferences from "./preferences.js"
import * as regions from "./regions.js"
import * as router from "./router.js"
import * as tasks from "./tasks.js"
import * as tooltips from "./tooltips.js"
import "./elements/account-menu.js"
import "./elements/app-menu.js"
import "./elements/filter-bar.js"
import "./elements/page-nav.js"
import "./elements/task-composer.js"
import "./elements/task-counts.js"
import "./elements/task-list.js"
import "./elements/toast-region.js"

/* Brings the page that the server drew to life: hands it its data and joins its parts. */
const list = document.querySelector("task-list")
const composer = document.querySelector("task-composer")
const heading = document.getElementById("screen-heading")

channel.join(person.id)
router.start()
adoptPage()
joinCounts()
joinCommands()
joinTabs()
joinSession()
keyboard.start()
tooltips.start()
panel.start({ returnTo: (id) => list?.stopFor(id) ?? list?.place ?? heading })
composer.resume()

function adoptPage() {
  if (!list) return
  const drawn = list.read()
  tasks.receive(drawn)
  adopt({
    ids: drawn.map((task) => task.id),
    total: Number(list.dataset.total),
    ...document.querySelector("page-nav").read(),
    route: router.current(),
    isTrash: list.dataset.screen === "trash",
    today: () => words().today(),
  })
  list.refine()
  router.events.addEventListener("route:changed", async ({ detail: { route, before, isBack } }) => {
    if (String(router.queryOf(route)) === String(router.queryOf(before))) return
    await load(route)
    if (isBack) scrollTo({ top: history.state?.scroll ?? 0 })
    else if (route.cursor !== before.cursor) scrollTo({ top: 0 })
  })
}

function joinCounts() {
  const total = document.querySelector("[data-field=count-total]")
  const drawn = document.querySelector("task-counts")?.read() ?? { total: Number(total?.textContent.replace(/\D/gu, "")) }
  const view = document.title
  const show = () => {
    const { total: all, pending = 0, in_progress: begun = 0 } = counts.read()
    if (total) total.textContent = all ? words().number(all) : ""
    if (list?.dataset.screen === "all") document.title = view.replace(" · ", ` · ${words().number(pending + begun)} open · `)
  }
  counts.events.addEventListener("counts:changed", show)
  counts.adopt(drawn, () => words().today())
}

function joinCommands() {
  handle("task.new", () => composer.open())
  handle("edit.undo", () => acts.takeBack())
  handle("edit.redo", () => acts.redo())
  handle("region.next", regions.next)
  handle("shortcuts.show", () => openLazily("shortcut-sheet"))
  for (const { id, href } of COMMANDS.filter((command) => command.href)) handle(id, () => location.assign(href))
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-act=new-task]")) run("task.new")
  })
  document.addEventListener("keydown", (event) => {
    // Menus, dialogs and fields have had their turn: Esc closes what is left on top.
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog:modal, [popover]:popover-open:not([popover=manual])")) run("layer.close")
  })
}

function joinTabs() {
  channel.events.addEventListener("preferences", () => preferences.apply())
  channel.events.addEventListener("signed-out", leave)
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return
    list?.refresh()
    counts.refresh().catch(() => undefined)
  })
}

function joinSession() {
  document.addEventListener("session:ended", (event) => {
    event.preventDefault()
    openLazily("session-dialog", event.detail.restored)
  })
}

/** Open an element of which a page needs one, and most pages none. */
async function openLazily(tag, ...details) {
  await import(`./elements/${tag}.js`)
  const element = document.querySelector(tag) ?? document.body.appendChild(document.createElement(tag))
  element.open(...details)
}
