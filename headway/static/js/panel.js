import { handle } from "./commands.js"
import { cloneTemplate } from "./dom.js"
import { openModal } from "./layers.js"
import * as router from "./router.js"

/*
 * The open task beside the list: a third column where there is room, else a drawer over the page. The URL says which
 * task; this keeps the dialog in step with it.
 */
const COLUMN = "(min-width: 1240px)"

let isPreviewing = false

/** Show a task beside the list and leave the focus where it is; close it when it is shown already. */
export function preview(id) {
  if (router.current().task === id) return router.close()
  isPreviewing = true
  router.open(id)
  isPreviewing = false
  return undefined
}

/** Follow the URL; `returnTo(id)` gives the element to focus when the panel of a task closes. */
export function start({ returnTo }) {
  const dialog = document.getElementById("task-panel")
  const column = matchMedia(COLUMN)

  async function show(id, { focus }) {
    if (!customElements.get("task-detail")) await import("./elements/task-detail.js")
    if (router.current().task !== id) return undefined
    const detail = detailFor(dialog, id)
    if (dialog.open && dialog.matches(":modal") === !column.matches) return focus && detail.takeFocus()
    if (dialog.open) dialog.close()
    const before = document.activeElement
    if (column.matches) dialog.show()
    else openModal(dialog, { returnTo: () => returnTo(id) })
    if (focus || !column.matches) detail.takeFocus()
    // A dialog takes the focus when it is shown, also one that only stands beside the list.
    else before.focus({ preventScroll: true })
    return undefined
  }

  function hide(id) {
    if (!dialog.open) return
    const hadFocus = dialog.contains(document.activeElement)
    const detail = dialog.querySelector("task-detail")
    detail?.saveAll()
    dialog.close()
    // Only this: menus and messages may be here too.
    detail?.remove()
    if (hadFocus) returnTo(id)?.focus()
  }

  router.events.addEventListener("route:changed", ({ detail: { route, before, isBack } }) => {
    if (route.task && route.task !== before.task) show(route.task, { focus: !isBack && !isPreviewing })
    else if (!route.task && before.task) hide(before.task)
  })
  router.events.addEventListener("task:reopened", () => show(router.current().task, { focus: true }))
  // Esc on the drawer closes it by way of the URL, so that the history agrees.
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault()
    router.close()
  })
  // A browser may close it without asking, as it does when Esc comes twice.
  dialog.addEventListener("close", () => {
    if (!dialog.open) router.close()
  })
  column.addEventListener("change", () => {
    const { task } = router.current()
    if (task) show(task, { focus: dialog.contains(document.activeElement) })
  })
  handle("layer.close", () => router.current().task ? router.close() : false)
  const { task } = router.current()
  if (task) show(task, { focus: false })
}

function detailFor(dialog, id) {
  const shown = dialog.querySelector("task-detail")
  if (shown?.dataset.id === id) return shown
  shown?.saveAll()
  const detail = cloneTemplate("task-detail")
  customElements.upgrade(detail)
  detail.dataset.id = id
  if (shown) shown.replaceWith(detail)
  else dialog.append(detail)
  return detail
}
