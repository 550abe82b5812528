/* The regions that F6 walks through, in order; after the last the key is the browser's again. */
const REGIONS = [
  () => {
    const navigation = visible(".sidebar") ?? visible(".phone-bar")
    return navigation.querySelector("[aria-current=page]") ?? navigation.querySelector("a")
  },
  () => document.querySelector("#main [role=grid]:not([hidden]) [tabindex='0']") ?? document.getElementById("screen-heading"),
  () => document.querySelector("#task-panel[open] [data-field=heading]"),
  () => document.querySelector("toast-region button"),
]
const ROOTS = [".sidebar, .phone-bar", "#main", "#task-panel", "toast-region"]

/** Move the focus to the next region that is there; false after the last. */
export function next() {
  const here = ROOTS.findIndex((root) => document.activeElement.closest(root))
  for (const region of REGIONS.slice(here + 1)) {
    const stop = region()
    if (!stop) continue
    stop.focus()
    return true
  }
  return false
}

function visible(selector) {
  const element = document.querySelector(selector)
  return element?.checkVisibility() ? element : null
}
