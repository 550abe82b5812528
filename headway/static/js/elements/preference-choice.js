import * as preferences from "../preferences.js"
import { showSaved } from "../saved.js"

/** A setting of this device: it holds in the next frame and in every tab. */
export class PreferenceChoiceElement extends HTMLElement {
  #ends

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    this.addEventListener("change", this, { signal })
    preferences.events.addEventListener("preferences:changed", ({ detail }) => this.#show(detail), { signal })
  }

  disconnectedCallback() {
    this.#ends.abort()
  }

  handleEvent({ target }) {
    preferences.save({ [this.dataset.name]: target.type === "checkbox" ? target.checked : target.value })
    showSaved(this)
  }

  #show({ [this.dataset.name]: chosen }) {
    for (const input of this.querySelectorAll("input")) input.checked = input.type === "checkbox" ? chosen : input.value === chosen
  }
}

customElements.define("preference-choice", PreferenceChoiceElement)
