import * as acts from "./acts.js"
import { cookie, insist } from "./api.js"
import * as channel from "./channel.js"
import { handle, run } from "./commands.js"
import * as keyboard from "./keyboard.js"
import { person } from "./person.js"
import * as preferences from "./preferences.js"
import * as router from "./router.js"
import * as screen from "./screen.js"
import * as tasks from "./tasks.js"
import * as undo from "./undo.js"

/* Brings the page that the server drew to life: hands it its data and joins its parts. */
channel.join(person.id)
screen.start()
const standing = screen.take()
router.start()
joinCommands()
joinTabs()
joinSession()
keyboard.start()
whenIdle(() => standing.then(() => insist(() => import("./later.js"))))

function joinCommands() {
  handle("task.new", (given) => { openLazily("task-composer", given, screen.newTask()) })
  handle("palette.open", () => { openLazily("command-palette") })
  handle("edit.undo", () => acts.takeBack(), { can: undo.canUndo })
  handle("edit.redo", () => acts.redo(), { can: undo.canRedo })
  handle("shortcuts.show", () => { openLazily("shortcut-sheet") })
  document.addEventListener("click", ({ target }) => {
    const { run: command } = target.closest("[data-run]")?.dataset ?? {}
    if (command) run(command)
    const button = target.closest("[data-act=new-task]")
    // A day in the list makes tasks for that day.
    if (button) run("task.new", button.dataset.due ? { due_date: button.dataset.due } : {})
  })
  document.addEventListener("keydown", (event) => {
    // Menus, dialogs and fields have had their turn: Esc closes what is left on top.
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog:modal, [popover]:popover-open:not([popover=manual])")) run("layer.close")
  })
}

function joinTabs() {
  channel.events.addEventListener("preferences", ({ detail }) => preferences.apply(detail))
  preferences.events.addEventListener("preferences:saved", ({ detail }) => channel.tell("preferences", detail))
  channel.events.addEventListener("signed-out", () => location.replace("/sign-in"))
  channel.events.addEventListener("signed-in", ({ detail: personId }) => {
    // Somebody else, in another tab of this browser: nothing of the two may be mixed.
    if (personId !== person.id) location.reload()
  })
  addEventListener("beforeunload", (event) => {
    // The browser asks whether to stay: nothing else could save what this device could not keep.
    if (tasks.isHolding()) event.preventDefault()
  })
}

function joinSession() {
  document.addEventListener("session:another", () => location.reload())
  addEventListener("pageshow", ({ persisted }) => {
    // A page that the browser kept as it was may have slept through the end of its session.
    if (persisted && !cookie("refresh")) location.replace("/sign-in")
  })
  document.addEventListener("session:ended", (event) => {
    event.preventDefault()
    openLazily("session-dialog", event.detail.restored)
  })
}

/** Once the page stands and has nothing better to do. */
function whenIdle(act) {
  const soon = () => "requestIdleCallback" in globalThis ? requestIdleCallback(act) : setTimeout(act, 1)
  if (document.readyState === "complete") soon()
  else addEventListener("load", soon, { once: true })
}

/** Open an element that may not be loaded yet; when it is, at once, so that the next key already finds it. */
async function openLazily(tag, ...details) {
  if (!customElements.get(tag)) await import(`./elements/${tag}.js`)
  const element = document.querySelector(tag) ?? document.body.appendChild(document.createElement(tag))
  element.open(...details)
}
