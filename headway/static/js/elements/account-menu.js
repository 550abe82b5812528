import { signOut } from "../account.js"
import { handle } from "../commands.js"
import * as preferences from "../preferences.js"

/** Theme and sign-out, in the sidebar's panel and in the phone's More sheet alike. */
export class AccountMenuElement extends HTMLElement {
  #ends

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    document.addEventListener("change", this, { signal })
    preferences.events.addEventListener("preferences:changed", ({ detail }) => this.#show(detail.theme), { signal })
    for (const theme of ["light", "dark", "auto"]) handle(`theme.${theme}`, () => preferences.save({ theme }), { signal, can: () => preferences.read().theme !== theme })
    handle("session.end", signOut, { signal })
    this.#show(preferences.read().theme)
  }

  disconnectedCallback() {
    this.#ends.abort()
  }

  handleEvent({ target }) {
    if (target.matches("[data-act=theme]")) preferences.save({ theme: target.value })
  }

  #show(theme) {
    for (const input of document.querySelectorAll("[data-act=theme]")) input.checked = input.value === theme
  }
}

customElements.define("account-menu", AccountMenuElement)
