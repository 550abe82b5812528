import { api } from "../api.js"
import { say } from "../messages.js"

/** The person's data as a file. It goes straight to the disk, so it may be of any size. */
export class AccountExportElement extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this)
  }

  async handleEvent(event) {
    if (!event.isTrusted) return
    event.preventDefault()
    try {
      // A download cannot renew the session by itself, and would fail without a word.
      await api("GET", "/api/users/me", undefined)
      this.querySelector("a").click()
    } catch {
      say("Couldn’t make the export: the server can’t be reached.", { tone: "error" })
    }
  }
}

customElements.define("account-export", AccountExportElement)
