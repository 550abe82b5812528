import { api } from "../api.js"
import { field } from "../dom.js"
import { announce, say } from "../messages.js"

const SPOKEN = { name: "You are shown by name", anonymous: "You are shown without your name", hidden: "You are hidden" }

/** How the person appears on the board: shown at once, taken back when the server refuses. */
export class BoardListingElement extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this)
  }

  handleEvent({ target }) {
    this.choose(target.value)
  }

  /** Appear as "name", "anonymous" or "hidden". */
  async choose(listing) {
    const before = this.dataset.listing
    this.#show(listing)
    try {
      await api("PATCH", "/api/users/me", { leaderboard: listing }, { persist: true })
      announce(SPOKEN[listing])
      document.dispatchEvent(new CustomEvent("listing:chosen", { detail: listing }))
    } catch {
      this.#show(before)
      say("Couldn’t save how you are shown, so it’s as before.", { tone: "error", actions: [{ word: "Try again", run: () => this.choose(listing) }] })
    }
  }

  #show(listing) {
    this.dataset.listing = listing
    for (const input of this.querySelectorAll("input")) input.checked = input.value === listing
    field(this, "hidden").hidden = listing !== "hidden"
  }
}

customElements.define("board-listing", BoardListingElement)
