import { cloneTemplate, field, write } from "./dom.js"
import { listing } from "./listing.js"
import * as counts from "./counts.js"
import { words } from "./person.js"
import { noMatch, tomorrowStarts } from "./phrases.js"
import * as router from "./router.js"

const SKELETON_AFTER_MS = 150
const SKELETON_AT_LEAST_MS = 300

/** What stands in place of a list's rows, or over them: nothing yet, nothing here, what went wrong, what waits. */
export class ListState {
  #list
  #screen
  #timer
  #skeletonAt = -Infinity

  /** `list` is the `<task-list>`. */
  constructor(list) {
    this.#list = list
    this.#screen = list.dataset.screen
  }

  /** Whether rows may be drawn now; if a skeleton has to stand a little longer, `draw()` is called after it. */
  mayDraw(draw) {
    const isLoading = listing.state === "loading"
    clearTimeout(this.#timer)
    if (isLoading) this.#timer = setTimeout(() => this.#showSkeleton(), SKELETON_AFTER_MS)
    if (isLoading && !listing.ids.length) return false
    const wait = this.#skeletonAt + SKELETON_AT_LEAST_MS - performance.now()
    if (!isLoading && wait > 0) {
      this.#timer = setTimeout(draw, wait)
      return false
    }
    this.#skeletonAt = -Infinity
    return true
  }

  /** Nothing is to be drawn any more. */
  end() {
    clearTimeout(this.#timer)
  }

  /** Say what there is to say about the list as it is. */
  show() {
    const state = field(this.#list, "state")
    const name = this.#name()
    if (state.firstElementChild?.dataset.state !== name) state.replaceChildren(...(name ? [cloneTemplate(`list-${name}`)] : []))
    const groups = field(this.#list, "groups")
    if (groups) groups.hidden = name === "first-use" || name === "no-match"
    write(field(state, "message"), this.#message(name))
    this.#showWaiting()
  }

  #showSkeleton() {
    if (listing.ids.length) return
    this.#skeletonAt = performance.now()
    const rows = field(this.#list, "groups") ?? field(this.#list, "rows")
    rows.hidden = true
    field(this.#list, "state").replaceChildren(cloneTemplate("list-skeleton"))
  }

  #name() {
    if (listing.state === "failed") return "error"
    if (this.#screen === "today" && listing.state === "ready") return this.#nameOfToday()
    if (listing.ids.length || listing.state === "loading") return undefined
    if (this.#screen === "trash") return "trash-empty"
    if (router.isFiltered(router.current())) return "no-match"
    if (this.#screen === "all") return listing.total ? "no-match" : "first-use"
    return counts.read().total ? undefined : "first-use"
  }

  /** Today says something as soon as nothing is open, whatever of it is completed and still in sight. */
  #nameOfToday() {
    const { ids, groups } = listing
    if (router.isFiltered(router.current())) return ids.length ? undefined : "no-match"
    if (groups.some(({ name, total }) => name !== "completed" && total)) return undefined
    if (groups.at(-1).total || ids.length) return "all-done"
    return counts.read().total ? "nothing-due" : "first-use"
  }

  #message(name) {
    if (name === "no-match") return noMatch(router.current(), words())
    if (name === "all-done") return tomorrowStarts(listing.tomorrow)
    const reason = listing.problem?.status === 0 ? ": the server can’t be reached." : "."
    return `Couldn’t load your tasks${reason}`
  }

  #showWaiting() {
    const button = field(this.#list, "updates")
    button.hidden = !listing.waiting
    if (listing.waiting) write(button, words().count(listing.waiting.count, "update", "updates"))
  }
}
