import * as counts from "../counts.js"
import * as tasks from "../tasks.js"
import { open } from "./database.js"

/*
 * The screens that can be drawn without the server, from the templates of the shell that the service worker keeps and
 * from the tasks that the database has. What only the server knows is said to be away, in a sentence.
 */
const NAMES = { "/today": "today", "/upcoming": "upcoming", "/all": "all", "/trash": "trash" }
const AWAY = { "/insights": "Insights", "/leaderboard": "Leaderboard", "/settings": "Settings" }

/** A document with the screen of an address in it, as the server would have drawn it without a row. */
export async function page(href) {
  await takeKept()
  const shell = await fetchShell()
  const { pathname } = new URL(href, location.href)
  const { screen, title } = fill(shell, pathname)
  shell.title = `${title} · Headway`
  shell.body.dataset.screen = screen
  shell.body.dataset.counts = JSON.stringify(counts.read())
  shell.querySelector("[data-field=screen-title]").textContent = title
  for (const link of shell.querySelectorAll(".sidebar a, .phone-bar a, #more-sheet a")) {
    if (link.getAttribute("href") === pathname) link.setAttribute("aria-current", "page")
  }
  return shell
}

/** Put the screen of a path into the `<main>` of a shell; gives its `{ screen, title }`. */
export function fill(shell, pathname) {
  const main = shell.getElementById("main")
  const [, taskId] = pathname.match(/^\/tasks\/([^/]+)$/u) ?? []
  const name = NAMES[pathname] ?? (tasks.get(taskId) ? "task" : "away")
  const template = shell.querySelector(`template[data-screen=${name}]`)
  main.replaceChildren(shell.importNode(template.content, true))
  main.dataset.kept = ""
  if (name === "away") return sayAway(main, pathname)
  if (name === "task") main.querySelector("task-detail").dataset.id = taskId
  return { screen: name, title: name === "task" ? tasks.get(taskId).title : template.dataset.title }
}

let taking = null

/** Know every task that this device keeps. */
export function takeKept() {
  taking ??= open().then((database) => database.getAll("tasks")).then((kept) => tasks.receive(kept))
  return taking
}

function sayAway(main, pathname) {
  const title = AWAY[pathname] ?? "This task"
  main.querySelector("h1").textContent = title
  main.querySelector("[data-field=message]").textContent = `You’re offline. ${title} ${title === "Settings" ? "come" : "comes"} from the server and can be seen when you’re back.`
  return { screen: pathname.slice(1), title }
}

/** The shell of the release that this page is of: parsed by the browser's loader, as every screen is. */
function fetchShell() {
  const [, release] = new URL(import.meta.url).pathname.match(/^\/static\/([^/]+)\//u)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.responseType = "document"
    request.open("GET", `/shell/${release}`)
    request.addEventListener("load", () => (request.status === 200 && request.response ? resolve(request.response) : reject(new Error("no shell"))))
    request.addEventListener("error", () => reject(new Error("no shell")))
    request.send()
  })
}
