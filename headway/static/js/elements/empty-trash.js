import { events, listing } from "../listing.js"

/** The button that empties the trash; there is none while it is empty. */
export class EmptyTrashElement extends HTMLElement {
  #ends

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    this.addEventListener("click", this, { signal })
    events.addEventListener("listing:changed", () => { this.hidden = listing.total === 0 }, { signal })
  }

  disconnectedCallback() {
    this.#ends.abort()
  }

  async handleEvent({ target }) {
    const button = target.closest("button")
    if (!button || button.ariaBusy === "true") return
    const { emptyTrash } = await import("../trash.js")
    const isEmpty = await emptyTrash({ begun: () => { button.ariaBusy = "true" } })
    button.ariaBusy = null
    // The button goes with what it was for.
    if (isEmpty) document.getElementById("screen-heading").focus()
  }
}

customElements.define("empty-trash", EmptyTrashElement)
