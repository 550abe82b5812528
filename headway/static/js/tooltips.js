import { COMMANDS } from "./commands.js"
import { h } from "./dom.js"
import { shown } from "./keyboard.js"
import { host, place } from "./layers.js"

const FIRST_MS = 500
const FORGIVING_MS = 300

/**
 * Words for buttons that show only a picture: after half a second on the first, at once on the next; on hover and on
 * focus. One element serves them all.
 */
export function start() {
  const tip = h("div", { class: "tooltip", popover: "manual", role: "tooltip", id: "tooltip" })
  let owner = null
  let timer = 0
  let hiddenAt = -Infinity

  const hide = () => {
    clearTimeout(timer)
    if (tip.isConnected && tip.matches(":popover-open")) {
      tip.hidePopover()
      hiddenAt = performance.now()
    }
    owner = null
  }

  const show = (element) => {
    const key = COMMANDS.find(({ id, href }) => id === element.dataset.run || href && href === element.getAttribute("href"))?.keys[0]
    tip.replaceChildren(element.dataset.tooltip, ...(key ? [h("kbd", { class: "tooltip__key" }, shown(key))] : []))
    // Beside what it names, in the same landmark.
    const home = element.closest("dialog, header, nav, main") ?? host()
    if (tip.parentElement !== home) home.append(tip)
    tip.showPopover({ source: element })
    if (!CSS.supports("position-area", "block-end")) place(tip, element)
  }

  const approach = (element) => {
    if (element === owner) return
    hide()
    // Where the label can be read already there is nothing to add.
    if (!element || element.innerText.trim().startsWith(element.dataset.tooltip)) return
    owner = element
    timer = setTimeout(() => element.isConnected && show(element), performance.now() - hiddenAt < FORGIVING_MS ? 0 : FIRST_MS)
  }

  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "mouse" && !tip.contains(target)) approach(target.closest("[data-tooltip]"))
  })
  document.addEventListener("focusin", ({ target }) => approach(target.matches(":focus-visible") ? target.closest("[data-tooltip]") : null))
  document.addEventListener("pointerdown", hide)
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide()
  })
}
