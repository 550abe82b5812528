import { api } from "./api.js"
import * as channel from "./channel.js"
import { write } from "./dom.js"
import { hue, initials } from "./people.js"
import { person } from "./person.js"

/* The account as every page shows it: the name in the navigation, the zone behind every date. */

/** "profile:changed" `{ name?, timezone? }`, in every tab. */
export const events = new EventTarget()

const NAMES = ".account-menu__button bdi, .account-menu__name"
let turn = Promise.resolve()

/** What is shown now. */
export const shown = () => ({ name: document.querySelector(NAMES).textContent, timezone: person.zone })

/** Change the name or the time zone: shown at once, taken back when the server refuses; throws `Problem`. */
export function save(changes) {
  const before = shown()
  tell(changes)
  const saving = turn.then(async () => {
    try {
      await api("PATCH", "/api/users/me", changes, { persist: true })
    } catch (problem) {
      // What was chosen since then stands: it is on its way itself.
      const stale = Object.keys(changes).filter((name) => shown()[name] === changes[name])
      tell(Object.fromEntries(stale.map((name) => [name, before[name]])))
      throw problem
    }
  })
  turn = saving.catch(() => undefined)
  return saving
}

channel.events.addEventListener("profile", ({ detail }) => show(detail))

function tell(changes) {
  show(changes)
  channel.tell("profile", changes)
}

function show({ name, timezone }) {
  if (name) {
    for (const element of document.querySelectorAll(NAMES)) write(element, name)
    const avatar = document.querySelector(".account-menu .avatar")
    avatar.dataset.hue = hue(name)
    write(avatar, initials(name))
  }
  if (timezone) document.body.dataset.timezone = timezone
  events.dispatchEvent(new CustomEvent("profile:changed", { detail: { name, timezone } }))
}
