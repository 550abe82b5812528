import { field, write } from "../dom.js"
import { say } from "../messages.js"
import * as profile from "../profile.js"
import { showSaved } from "../saved.js"

/** The person's name: saved when the field is left or Enter is pressed; Esc restores it. */
export class ProfileNameElement extends HTMLElement {
  #ends
  #saved = ""

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    this.#saved = profile.shown().name
    for (const type of ["change", "input", "keydown"]) this.addEventListener(type, this, { signal })
    profile.events.addEventListener("profile:changed", ({ detail }) => this.#follow(detail.name), { signal })
  }

  disconnectedCallback() {
    this.#ends.abort()
  }

  handleEvent(event) {
    if (event.type === "change") this.#save(event.target.value.trim())
    else if (event.type === "input" && event.target.value.trim()) this.#complain("")
    else if (event.key === "Enter" && !event.isComposing) this.#save(event.target.value.trim())
    else if (event.key === "Escape" && event.target.value !== this.#saved) {
      event.preventDefault()
      event.target.value = this.#saved
      this.#complain("")
    }
  }

  async #save(name) {
    if (!name) return this.#complain("Enter your name.")
    const before = this.#saved
    if (name === before) return undefined
    try {
      await profile.save({ name })
      showSaved(this)
    } catch (problem) {
      const message = problem.about("name")
      if (message) {
        // The words that were typed stay, with what is wrong with them.
        this.#input.value = name
        return this.#complain(message)
      }
      if (this.#input.value.trim() === name) this.#input.value = before
      say(`Couldn’t save your name, so it’s back to “${before}”.`, { tone: "error", actions: [{ word: "Try again", run: () => this.#save(name) }] })
    }
    return undefined
  }

  #follow(name) {
    if (!name) return
    this.#saved = name
    if (this.#input !== document.activeElement) this.#input.value = name
  }

  #complain(message) {
    field(this, "error-name").hidden = !message
    write(field(this, "message-name"), message)
    this.#input.ariaInvalid = message ? "true" : null
  }

  get #input() {
    return this.querySelector("input")
  }
}

customElements.define("profile-name", ProfileNameElement)
