import { leave } from "./account.js"
import * as acts from "./acts.js"
import * as channel from "./channel.js"
import { COMMANDS, handle, run } from "./commands.js"
import * as counts from "./counts.js"
import * as keyboard from "./keyboard.js"
import * as navigation from "./navigation.js"
import * as panel from "./panel.js"
import { person } from "./person.js"
import * as preferences from "./preferences.js"
import * as regions from "./regions.js"
import * as router from "./router.js"
import * as screen from "./screen.js"
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
const composer = document.querySelector("task-composer")

channel.join(person.id)
screen.start()
screen.take()
router.start()
navigation.start({ draw: screen.take })
panel.start({ returnTo: (id) => screen.list()?.stopFor(id) ?? screen.list()?.place ?? document.getElementById("screen-heading") })
joinCommands()
joinTabs()
joinSession()
keyboard.start()
tooltips.start()
composer.resume()

function joinCommands() {
  handle("task.new", () => composer.open())
  handle("edit.undo", () => acts.takeBack())
  handle("edit.redo", () => acts.redo())
  handle("region.next", regions.next)
  handle("shortcuts.show", () => openLazily("shortcut-sheet"))
  for (const { id, href } of COMMANDS.filter((command) => command.href)) handle(id, () => navigation.visit(href))
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
    screen.list()?.refresh()
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
