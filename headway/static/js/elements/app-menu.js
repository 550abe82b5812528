import { field } from "../dom.js"
import { openPopover } from "../layers.js"

const TYPE_AHEAD_MS = 700

/** A menu over the page: arrows wrap, letters find, Esc goes back to the button it was opened from. */
export class AppMenuElement extends HTMLElement {
  #choose = () => undefined
  #typed = ""
  #typedAt = 0

  connectedCallback() {
    this.addEventListener("keydown", this)
    this.addEventListener("click", this)
    this.addEventListener("toggle", this)
  }

  /**
   * Open at `anchor`. `checked` marks the current value, `words` fills fields by name, `hidden` leaves acts out;
   * `choose({ act, value })` is called once the menu is closed and the focus is back.
   */
  open(anchor, { checked, words = {}, hidden = [], choose }) {
    this.#choose = choose
    for (const item of this.#all) {
      item.hidden = hidden.includes(item.dataset.act)
      if (item.role === "menuitemradio") item.ariaChecked = String(item.dataset.value === checked)
    }
    for (const [name, text] of Object.entries(words)) field(this, name).textContent = text
    openPopover(this, anchor)
    const items = this.#items
    ;(items.find((item) => item.ariaChecked === "true") ?? items[0]).focus()
  }

  handleEvent(event) {
    if (event.type === "click") this.#take(event.target.closest("[data-act]"))
    else if (event.type === "keydown") this.#press(event)
    else if (event.newState === "closed") this.#typed = ""
  }

  #press(event) {
    const items = this.#items
    const place = items.indexOf(document.activeElement)
    const steps = { ArrowDown: place + 1, ArrowUp: place - 1 + items.length, Home: 0, End: items.length - 1 }
    if (event.key in steps) items[steps[event.key] % items.length].focus()
    else if (event.key === "Tab") return this.hidePopover()
    else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) this.#find(event)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #find({ key, timeStamp }) {
    this.#typed = (timeStamp - this.#typedAt < TYPE_AHEAD_MS ? this.#typed : "") + key.toLowerCase()
    this.#typedAt = timeStamp
    const items = this.#items
    const from = items.indexOf(document.activeElement) + Number(this.#typed.length === 1)
    const inOrder = [...items.slice(from), ...items.slice(0, from)]
    inOrder.find((item) => item.textContent.trim().toLowerCase().startsWith(this.#typed))?.focus()
  }

  #take(item) {
    if (!item) return
    this.hidePopover()
    this.#choose({ act: item.dataset.act, value: item.dataset.value })
  }

  get #all() {
    return [...this.querySelectorAll("[role^=menuitem]")]
  }

  get #items() {
    return this.#all.filter((item) => !item.hidden)
  }
}

customElements.define("app-menu", AppMenuElement)
