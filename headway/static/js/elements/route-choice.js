import * as router from "../router.js"

/** Radios whose choice is part of the URL; the default one is left out of it. */
export class RouteChoiceElement extends HTMLElement {
  #ends

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    this.addEventListener("change", this, { signal })
    router.events.addEventListener("route:changed", ({ detail }) => this.#show(detail.route), { signal })
  }

  disconnectedCallback() {
    this.#ends.abort()
  }

  handleEvent({ target: { name, value } }) {
    router.filter({ [name]: value === this.dataset.default ? "" : value })
  }

  #show(route) {
    for (const input of this.querySelectorAll("input")) input.checked = input.value === (route[input.name] || this.dataset.default)
  }
}

customElements.define("route-choice", RouteChoiceElement)
