import { cloneTemplate } from "./dom.js"

/*
 * What lies over the page. Whatever is outside an open modal dialog is dead and silent, so menus, messages and the live
 * regions move into the topmost one while it is open.
 */
const open = []
const MESSAGES = ["toast-region", "#announcer", "#alerter"]
const GAP_PX = 6

/** Where a menu or a message has to be to be reached: the topmost modal dialog, else the body. */
export const host = () => open.at(-1) ?? document.body

/** True while a menu or another popover, or a modal dialog, is open; messages and tooltips cover nothing. */
export const isCovered = () => open.length > 0 || Boolean(document.querySelector("[popover]:popover-open:not([popover=manual])"))

/** Show a dialog over everything. Focus goes back to where it was, or to what `returnTo()` gives when that is gone. */
export function openModal(dialog, { returnTo } = {}) {
  // A menu makes room, and the focus is again on what opened it.
  document.querySelector("[popover='']:popover-open")?.hidePopover()
  const opener = document.activeElement
  dialog.showModal()
  open.push(dialog)
  moveMessages()
  dialog.addEventListener("close", () => {
    open.splice(open.indexOf(dialog), 1)
    moveMessages()
    if (opener.isConnected && opener !== document.body) opener.focus()
    // What it was opened from may be gone, or hidden by what was done.
    if (document.activeElement !== opener || opener === document.body) returnTo?.()?.focus()
  }, { once: true })
}

/**
 * Close the topmost dialog as Esc would; false when there is none. A panel that shows where the page is goes with the
 * page, and a dialog that has to be answered stays.
 */
export function closeTop() {
  const dialog = open.at(-1)
  if (!dialog || dialog.id === "task-panel") return false
  if (dialog.dispatchEvent(new Event("cancel", { cancelable: true }))) dialog.close()
  return true
}

/** One of the page's popovers, made when it is first asked for. */
export function popover(id) {
  return document.getElementById(id) ?? document.body.appendChild(cloneTemplate(`${id}-template`))
}

/** Show one of the page's popovers at its anchor: in the same dialog, or in the same landmark, as readers expect it. */
export function openPopover(element, anchor) {
  const home = anchor.closest("dialog, main") ?? host()
  if (element.parentElement !== home) home.append(element)
  element.showPopover({ source: anchor })
  if (!CSS.supports("position-area", "block-end")) place(element, anchor)
}

/** Take the page's own popovers out of an element that is about to lose what is in it. */
export function keepPopovers(element) {
  document.body.append(...element.querySelectorAll("app-menu, date-picker"))
}

/** Put a popover below its anchor, above where there is no room, and never over the window's edge. */
export function place(element, anchor) {
  const at = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = element
  const fitsBelow = at.bottom + GAP_PX + height <= innerHeight
  const top = fitsBelow ? at.bottom + GAP_PX : Math.max(GAP_PX, at.top - GAP_PX - height)
  element.style.setProperty("--menu-x", `${Math.max(GAP_PX, Math.min(at.left, innerWidth - width - GAP_PX))}px`)
  element.style.setProperty("--menu-y", `${top}px`)
}

function moveMessages() {
  for (const selector of MESSAGES) {
    const element = document.querySelector(selector)
    if (element && element.parentElement !== host()) host().append(element)
  }
}
