import { field, write } from "../dom.js"
import { events, listing } from "../listing.js"
import { announce } from "../messages.js"
import { words } from "../person.js"
import * as router from "../router.js"

/** Previous and next page. */
export class PageNavElement extends HTMLElement {
  #ends

  connectedCallback() {
    this.#ends = new AbortController()
    this.addEventListener("click", this, { signal: this.#ends.signal })
    events.addEventListener("listing:changed", () => this.#show(), { signal: this.#ends.signal })
  }

  disconnectedCallback() {
    this.#ends.abort()
  }

  handleEvent(event) {
    const link = event.target.closest("[data-act]")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const way = link.dataset.act
    if (!listing[way]) return
    router.page(listing[way])
    announce(way === "next" ? "Next page" : "Previous page")
    document.getElementById("screen-heading").focus()
  }

  #show() {
    this.hidden = listing.kind.isContinuous || !listing.next && !listing.previous
    write(field(this, "total"), words().count(listing.total, "task", "tasks"))
    for (const name of ["next", "previous"]) {
      const link = field(this, name)
      if (listing[name]) {
        link.href = router.format({ ...router.current(), cursor: listing[name], task: "" })
        link.removeAttribute("aria-disabled")
        link.removeAttribute("role")
      } else {
        link.removeAttribute("href")
        link.role = "link"
        link.ariaDisabled = "true"
      }
    }
  }
}

customElements.define("page-nav", PageNavElement)
