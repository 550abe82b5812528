import * as router from "../router.js"
import { moveTo } from "../scrolling.js"

/** The sections of the settings: one column, or on a phone a page each. Which one is open is part of the URL. */
export class SettingsViewElement extends HTMLElement {
  #ends

  connectedCallback() {
    this.#ends = new AbortController()
    router.events.addEventListener("route:changed", ({ detail }) => this.#follow(detail), { signal: this.#ends.signal })
    if (this.dataset.section && !history.state?.scroll) this.#opened?.scrollIntoView()
  }

  disconnectedCallback() {
    this.#ends.abort()
  }

  #follow({ route, before, isBack }) {
    if (route.path !== before.path || route.section === before.section) return
    this.#show(route.section)
    const section = this.#opened
    if (section) {
      section.querySelector("h2").focus({ preventScroll: true })
      section.scrollIntoView()
    } else {
      // Back to the list: where it was left.
      moveTo(isBack ? history.state?.scroll : 0)
      const link = this.#all("a").find((each) => each.dataset.section === before.section && each.checkVisibility())
      ;(link ?? document.getElementById("screen-heading")).focus({ preventScroll: true })
    }
  }

  #show(asked) {
    const sections = this.#all("section")
    const isThere = sections.some((section) => section.dataset.section === asked)
    this.dataset.section = isThere ? asked : ""
    for (const section of sections) section.toggleAttribute("data-open", section.dataset.section === asked)
    for (const link of this.#all("a")) link.ariaCurrent = link.dataset.section === asked ? "true" : null
    document.title = [this.#opened?.querySelector("h2").textContent, "Settings", "Headway"].filter(Boolean).join(" · ")
  }

  #all(tag) {
    return [...this.querySelectorAll(`${tag}[data-section]`)]
  }

  get #opened() {
    return this.querySelector("section[data-open]")
  }
}

customElements.define("settings-view", SettingsViewElement)
