import { cloneTemplate, field } from "../dom.js"
import { events } from "../messages.js"
import * as preferences from "../preferences.js"

const AT_MOST = 3
// With the shortest setting a message that offers nothing to do goes earlier.
const PLAIN_SECONDS = 6
const SHORTEST_SECONDS = 10

/** The messages in sight. Their clock stands still while somebody points at them, is in them or looks elsewhere. */
export class ToastRegionElement extends HTMLElement {
  #toasts = new Map()
  #ends
  #clock
  #ticking = 0

  connectedCallback() {
    // In the top layer, over any dialog. Being moved into one closes it, so it is opened again.
    this.popover = "manual"
    if (this.#toasts.size) this.showPopover()
    this.#ends = new AbortController()
    const { signal } = this.#ends
    events.addEventListener("message:said", ({ detail }) => this.#show(detail), { signal })
    events.addEventListener("message:withdrawn", ({ detail }) => this.#remove(detail.key), { signal })
    for (const type of ["mouseenter", "mouseleave", "focusin", "focusout", "keydown"]) this.addEventListener(type, this, { signal })
    document.addEventListener("visibilitychange", this, { signal })
    this.#run()
  }

  disconnectedCallback() {
    this.#ends.abort()
    clearInterval(this.#clock)
  }

  handleEvent(event) {
    if (event.key !== "Escape") return this.#run()
    // The message with the focus is the topmost layer.
    event.preventDefault()
    const [key] = [...this.#toasts].find(([, { element }]) => element.contains(event.target)) ?? []
    return this.#remove(key)
  }

  #show({ key, text, tone, actions }) {
    const shown = this.#toasts.get(key)
    if (shown) {
      shown.times += 1
      shown.left = this.#seconds(tone, actions)
      const times = field(shown.element, "times")
      times.hidden = false
      times.textContent = `×${shown.times}`
      return
    }
    const element = cloneTemplate("toast")
    if (tone === "error") element.dataset.tone = "error"
    field(element, "message").textContent = text
    const button = field(element, "action")
    for (const { word, run } of actions) {
      const action = button.cloneNode(true)
      action.hidden = false
      action.textContent = word
      action.addEventListener("click", () => {
        this.#remove(key)
        run()
      })
      button.before(action)
    }
    button.remove()
    element.querySelector("[data-act=dismiss]").addEventListener("click", () => this.#remove(key))
    this.#toasts.set(key, { element, times: 1, left: this.#seconds(tone, actions) })
    field(this, "toasts").append(element)
    if (!this.matches(":popover-open")) this.showPopover()
    // The oldest that does not wait for an answer makes room.
    while (this.#toasts.size > AT_MOST) this.#remove(([...this.#toasts].find(([, toast]) => toast.left < Infinity) ?? [...this.#toasts][0])[0])
    this.#run()
  }

  #remove(key) {
    const toast = this.#toasts.get(key)
    if (!toast) return
    const hadFocus = toast.element.contains(document.activeElement)
    this.#toasts.delete(key)
    toast.element.remove()
    if (hadFocus) this.#leave()
    if (!this.#toasts.size && this.isConnected) this.hidePopover()
    this.#run()
  }

  /** The button with the focus went: the next message's, else back to the page. */
  #leave() {
    const next = this.querySelector("button")
    if (next) next.focus()
    else this.dispatchEvent(new CustomEvent("messages:left", { bubbles: true }))
  }

  #seconds(tone, actions) {
    const chosen = preferences.read().messageTime
    if (tone === "error" || chosen === "dismissed") return Infinity
    return actions.length || Number(chosen) > SHORTEST_SECONDS ? Number(chosen) : PLAIN_SECONDS
  }

  #run() {
    clearInterval(this.#clock)
    const isWatched = this.matches(":hover") || this.contains(document.activeElement) || document.hidden
    if (isWatched || !this.#toasts.size) return
    this.#ticking = performance.now()
    this.#clock = setInterval(() => this.#tick(), 250)
  }

  #tick() {
    const now = performance.now()
    const seconds = (now - this.#ticking) / 1000
    this.#ticking = now
    for (const [key, toast] of this.#toasts) {
      toast.left -= seconds
      if (toast.left <= 0) this.#remove(key)
    }
  }
}

customElements.define("toast-region", ToastRegionElement)
