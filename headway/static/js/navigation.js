import { Problem } from "./api.js"
import { keepPopovers } from "./layers.js"
import { events as feedEvents, feed } from "./live/feed.js"
import { say, withdraw } from "./messages.js"
import * as router from "./router.js"
import { moveTo } from "./scrolling.js"
import * as tasks from "./tasks.js"

/*
 * From screen to screen without leaving the page: the server draws the next one as always, and only its content is
 * taken over. What is on its way, what can be undone and what is being said goes on.
 */
const NO_WAY = "no way"
const SCREENS = new Set(["/today", "/upcoming", "/all", "/insights", "/leaderboard", "/settings", "/trash"])

/** Follow links and the history between our screens; `draw()` is called when another one stands in the page. */
export function start({ draw }) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]")
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    if (link.origin !== location.origin || !SCREENS.has(link.pathname) || link.hash) return
    event.preventDefault()
    link.closest("[popover]")?.hidePopover()
    visit(link.href)
  })
  router.events.addEventListener("route:changed", ({ detail: { route, before, isBack } }) => {
    if (route.path !== before.path && route !== kept) change({ draw, isBack, before })
  })
  feedEvents.addEventListener("feed:state", () => {
    // What only the server knows can be seen again.
    if (feed.state !== "down" && document.querySelector("#main > [data-state=offline]")) change({ draw, isBack: false, before: router.current() })
  })
}

/** Go to one of our screens. */
export function visit(href) {
  const url = new URL(href, location.href)
  if (url.href !== location.href) router.visit(url.href)
  else document.getElementById("screen-heading").focus()
}

/** The route of the screen that stayed, because nobody gave another one. */
let kept = null

async function change({ draw, isBack, before }) {
  const { href } = location
  withdraw(NO_WAY)
  // What was just done must be in the next screen already.
  await tasks.settled()
  try {
    const page = await fetchPage(href)
    // Meanwhile the person went on.
    if (location.href !== href) return
    if (!isOfThisVersion(page)) throw new Error("another version")
    show(page)
  } catch (problem) {
    if (location.href !== href) return
    if (!problem.isPassing) return location.reload()
    if (!await showKept(href)) return stay(before, href)
  }
  draw()
  moveTo(isBack ? history.state?.scroll : 0)
  document.getElementById("screen-heading").focus({ preventScroll: true })
}

/** Draw the screen from what this device keeps; false where it keeps nothing. */
async function showKept(href) {
  try {
    const { page } = await import("./offline/screens.js")
    show(await page(href))
    return true
  } catch {
    // No worker, no database, or not even this module: the screen that stands is all there is.
    return false
  }
}

/** Nobody answers. A page of the browser would take the list away with all that waits on it: what stands, stays. */
function stay(before, href) {
  kept = before
  router.stay(before)
  const text = navigator.onLine ? "Headway can’t be reached. Your changes are kept on this device." : "You’re offline. Other screens open when you’re back."
  say(text, { key: NO_WAY, actions: [{ word: "Try again", run: () => visit(href) }] })
}

/** The page as a document: parsed by the browser's loader, so no text is ever made into HTML by a script. */
function fetchPage(href) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.responseType = "document"
    request.open("GET", href)
    request.addEventListener("load", () => {
      const isIt = request.status === 200 && request.responseURL === href && request.response?.getElementById("main")
      if (isIt) resolve(request.response)
      else reject(new Error("not a screen"))
    })
    request.addEventListener("error", () => reject(new Problem({})))
    request.send()
  })
}

function isOfThisVersion(page) {
  return stylesOf(page) === stylesOf(document) && page.body.dataset.userId === document.body.dataset.userId
}

function stylesOf(root) {
  return root.querySelector("link[rel=stylesheet]").getAttribute("href")
}

function show(page) {
  document.title = page.title
  for (const name of ["screen", "counts"]) document.body.dataset[name] = page.body.dataset[name]
  const main = document.getElementById("main")
  main.toggleAttribute("data-kept", page.getElementById("main").hasAttribute("data-kept"))
  keepPopovers(main)
  main.replaceChildren(...document.adoptNode(page.getElementById("main")).childNodes)
  const title = "[data-field=screen-title]"
  document.querySelector(title).textContent = page.querySelector(title).textContent
  const links = ".sidebar a, .phone-bar :is(a, button), #more-sheet a"
  const drawn = page.querySelectorAll(links)
  for (const [index, link] of document.querySelectorAll(links).entries()) {
    for (const name of ["aria-current", "data-current"]) {
      if (drawn[index].hasAttribute(name)) link.setAttribute(name, drawn[index].getAttribute(name))
      else link.removeAttribute(name)
    }
  }
}
