import { signOut } from "../account.js"
import { api } from "../api.js"
import { field } from "../dom.js"
import { say } from "../messages.js"
import { words } from "../person.js"
import * as preferences from "../preferences.js"
import { showMoment } from "./task-row.js"

/** Where the person is signed in. A device goes from the list at once, and comes back when the server refuses. */
export class DeviceListElement extends HTMLElement {
  #ends

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    this.addEventListener("click", this, { signal })
    document.addEventListener("devices:ended", () => this.#show(this.#devices.filter(isCurrent)), { signal })
    preferences.events.addEventListener("preferences:changed", () => this.#showTimes(), { signal })
    this.#showTimes()
  }

  disconnectedCallback() {
    this.#ends.abort()
  }

  handleEvent({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    if (act === "end-others") this.#endOthers()
    else if (act === "end") this.#end(target.closest("li"))
  }

  #end(device) {
    if (isCurrent(device)) return signOut()
    const name = field(device, "name").textContent
    const { id } = device.dataset
    return this.#leave([device], `/api/users/me/sessions/${id}`, { done: `Signed out: ${name}`, failed: `Couldn’t sign out ${name}.` })
  }

  #endOthers() {
    const others = this.#devices.filter((device) => !isCurrent(device))
    const done = `Signed out of ${words().count(others.length, "other device", "other devices")}`
    return this.#leave(others, "/api/users/me/sessions", { done, failed: "Couldn’t sign out the other devices." })
  }

  async #leave(leaving, path, { done, failed }) {
    const before = this.#devices
    const place = before.indexOf(leaving[0])
    this.#show(before.filter((device) => !leaving.includes(device)))
    this.#focusFrom(place)
    try {
      await api("DELETE", path, undefined, { persist: true })
      say(done)
    } catch (problem) {
      // Signed out meanwhile, from there or from elsewhere: that is what was wanted.
      if (problem.status === 404) return
      const still = this.#devices
      this.#show(before.filter((device) => leaving.includes(device) || still.includes(device)))
      say(failed, { tone: "error", actions: [{ word: "Try again", run: () => this.#leave(leaving, path, { done, failed }) }] })
    }
  }

  #show(devices) {
    field(this, "devices").replaceChildren(...devices)
    field(this, "others").hidden = devices.length < 2
  }

  #focusFrom(place) {
    const devices = this.#devices
    field(devices[Math.min(place, devices.length - 1)], "end").focus()
  }

  #showTimes() {
    for (const device of this.#devices) showMoment(field(device, "used"), field(device, "used").dateTime)
  }

  get #devices() {
    return [...this.querySelectorAll("li")]
  }
}

function isCurrent(device) {
  return device.hasAttribute("data-current")
}

customElements.define("device-list", DeviceListElement)
