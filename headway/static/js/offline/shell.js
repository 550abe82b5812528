import * as channel from "../channel.js"
import { hue, initials } from "../people.js"
import * as preferences from "../preferences.js"
import { open } from "./database.js"
import { lastPerson } from "./device.js"

/*
 * Brings the empty shell to life while nobody answers: with what this device keeps of the person who signed in last it
 * becomes the page that the server would have drawn, and goes on as that.
 */
const { dataset } = document.body
const id = await lastPerson()

preferences.apply(preferences.read())
if (id) await become(id)
else sayNobody()

async function become(personId) {
  const database = await open(personId)
  const [person, counts, event] = await Promise.all(["person", "counts", "event"].map((name) => database.get("facts", name)))
  if (!person) return sayNobody()
  Object.assign(dataset, { userId: personId, timezone: person.timezone, eventId: event ?? 0, counts: JSON.stringify(counts ?? {}) })
  showPerson(person)
  channel.join(personId)
  const tasks = await import("../tasks.js")
  const { fill, takeKept } = await import("./screens.js")
  await takeKept()
  await tasks.resume({ isOwn: false })
  if (location.pathname === "/") history.replaceState(null, "", "/today")
  show(fill(document, location.pathname))
  return import("../app.js")
}

function show({ screen, title }) {
  dataset.screen = screen
  document.title = `${title} · Headway`
  document.querySelector("[data-field=screen-title]").textContent = title
  for (const link of document.querySelectorAll(".sidebar a, .phone-bar a, #more-sheet a")) {
    if (link.getAttribute("href") === location.pathname) link.setAttribute("aria-current", "page")
  }
}

function showPerson({ name, email }) {
  for (const element of document.querySelectorAll(".account-menu__button bdi, .account-menu__name")) element.textContent = name
  for (const element of document.querySelectorAll(".account-menu__email")) element.textContent = email
  const avatar = document.querySelector(".account-menu .avatar")
  avatar.dataset.hue = hue(name)
  avatar.textContent = initials(name)
}

/** Nobody is signed in in this browser: there is nothing to show, and nobody to ask. */
function sayNobody() {
  const main = document.getElementById("main")
  main.replaceChildren(document.importNode(main.querySelector("template[data-screen=away]").content, true))
  main.querySelector("h1").textContent = "Headway"
  main.querySelector("[data-field=message]").textContent = "You’re offline. Sign in when you’re back."
  document.title = "Headway"
  for (const part of document.querySelectorAll(".sidebar, .phone-bar, .top-bar__new, .top-bar .icon-button")) part.remove()
}
