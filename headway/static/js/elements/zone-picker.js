import { cloneTemplate, field, write } from "../dom.js"
import { openPopover } from "../layers.js"
import { announce, say } from "../messages.js"
import { words } from "../person.js"
import * as profile from "../profile.js"
import { showSaved } from "../saved.js"
import { named, offset, search } from "../zones.js"

const COUNT_AFTER_MS = 500

/** The person's time zone, found by typing (the ARIA pattern of a combobox with a list). */
export class ZonePickerElement extends HTMLElement {
  #ends
  #counting
  #active = -1

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    for (const type of ["input", "keydown", "click", "focusin", "focusout", "mousedown"]) this.addEventListener(type, this, { signal })
    profile.events.addEventListener("profile:changed", ({ detail }) => detail.timezone && this.#show(detail.timezone), { signal })
    this.#show(this.dataset.zone)
  }

  disconnectedCallback() {
    this.#ends.abort()
    clearTimeout(this.#counting)
  }

  handleEvent(event) {
    const { type, target } = event
    if (type === "input") this.#find(this.#text.value)
    else if (type === "keydown" && target === this.#text) this.#press(event)
    else if (type === "click") this.#click(target)
    else if (type === "focusin" && target === this.#text) this.#text.select()
    else if (type === "focusout" && target === this.#text) this.#leave()
    // The field keeps the focus while the list is pointed at.
    else if (type === "mousedown" && this.#list.contains(target)) event.preventDefault()
  }

  /** Live in `zone` from now on. */
  async choose(zone) {
    const before = this.dataset.zone
    this.#close()
    if (zone === before) return this.#show(zone)
    try {
      await profile.save({ timezone: zone })
      showSaved(this)
    } catch {
      say(`Couldn’t save the time zone, so it’s back to ${inWords(before)}.`, { tone: "error", actions: [{ word: "Try again", run: () => this.choose(zone) }] })
    }
    return undefined
  }

  #click(target) {
    const option = target.closest("[role=option]")
    if (option) this.choose(option.dataset.zone)
    else if (target === this.#text && !this.#isOpen) this.#find("")
    else if (target.closest("[data-act=use-device]")) {
      this.choose(ownZone())
      this.#text.focus()
      this.#close()
    }
  }

  #press(event) {
    const { length } = this.#options
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    if (event.key in steps && !this.#isOpen) this.#find("")
    else if (event.key in steps) this.#point((this.#active + steps[event.key] + length) % length)
    else if (event.key === "Enter" && this.#isOpen && this.#options[this.#active]) this.choose(this.#options[this.#active].dataset.zone)
    else if (event.key === "Escape" && this.#isOpen) this.#leave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** What was typed and not chosen is no choice. */
  #leave() {
    this.#close()
    this.#text.value = inWords(this.dataset.zone)
  }

  #find(query) {
    const now = new Date()
    const found = search(this.dataset.zones.split(" "), query)
    this.#list.replaceChildren(...found.map((zone, place) => draw(zone, place, zone === this.dataset.zone, now)))
    if (!this.#isOpen) openPopover(this.#list, this.#text)
    this.#text.ariaExpanded = "true"
    this.#point(query.trim() ? 0 : found.indexOf(this.dataset.zone))
    clearTimeout(this.#counting)
    this.#counting = setTimeout(() => announce(words().count(found.length, "time zone", "time zones")), COUNT_AFTER_MS)
  }

  #point(place) {
    this.#options[this.#active]?.removeAttribute("data-active")
    this.#active = place
    const option = this.#options[place]
    option?.setAttribute("data-active", "")
    option?.scrollIntoView({ block: "nearest" })
    if (option) this.#text.setAttribute("aria-activedescendant", option.id)
    else this.#text.removeAttribute("aria-activedescendant")
  }

  #close() {
    clearTimeout(this.#counting)
    if (this.#isOpen) this.#list.hidePopover()
    this.#text.ariaExpanded = "false"
    this.#point(-1)
  }

  #show(zone) {
    this.dataset.zone = zone
    this.#text.value = inWords(zone)
    const own = ownZone()
    field(this, "device").hidden = own === zone || !this.dataset.zones.split(" ").includes(own)
    write(field(this, "device-zone"), inWords(own))
  }

  get #isOpen() {
    return this.#list.matches(":popover-open")
  }

  get #options() {
    return this.#list.children
  }

  get #text() {
    return field(this, "text")
  }

  get #list() {
    return document.getElementById("zone-list")
  }
}

function draw(zone, place, isChosen, now) {
  const option = cloneTemplate("zone-option")
  const { place: name, area } = named(zone)
  option.id = `zone-${place}`
  option.dataset.zone = zone
  option.ariaSelected = String(isChosen)
  write(field(option, "place"), name)
  write(field(option, "area"), [area, offset(zone, now)].filter(Boolean).join(" · "))
  return option
}

function inWords(zone) {
  return zone.replaceAll("_", " ")
}

/** The zone of this device; browsers of old call it UTC by other names. */
function ownZone() {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC"
}

customElements.define("zone-picker", ZonePickerElement)
