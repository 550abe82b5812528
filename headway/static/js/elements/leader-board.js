import { api } from "../api.js"
import * as board from "../board.js"
import { cloneTemplate, field, write } from "../dom.js"
import { events as feed } from "../live/feed.js"
import { announce } from "../messages.js"
import { hue, initials } from "../people.js"
import { words } from "../person.js"
import * as preferences from "../preferences.js"
import { refresher } from "../refreshing.js"
import * as router from "../router.js"

const SLIDE_MS = 320
const SKELETON_AFTER_MS = 150
const SPEAK_EVERY_MS = 60_000

/** The board of a window: follows the URL, asks again while it is looked at, and shows who moved since it was opened. */
export class LeaderBoardElement extends HTMLElement {
  #ends
  #refreshing
  #asking
  #skeletonTimer
  #opened = new Map()
  #window = ""
  #view = null
  #isPaused = false
  #ownRank = 0
  #spokenAt = -Infinity

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    this.#window = this.#wanted
    this.#opened.set(this.#window, board.ranksOf(this.#read()))
    this.#ownRank = this.#opened.get(this.#window).get("you") ?? 0
    this.#refreshing = refresher(() => this.refresh(), { signal })
    feed.addEventListener("feed:board", ({ detail }) => this.#hear(detail), { signal })
    // What the person does may move their points: where they stand then, only the server knows.
    feed.addEventListener("feed:task", () => { this.#view = null }, { signal })
    this.addEventListener("click", this, { signal })
    if (!this.dataset.window) router.events.addEventListener("route:changed", () => this.#follow(), { signal })
    document.addEventListener("listing:chosen", ({ detail }) => {
      this.dataset.listing = detail
      this.refresh()
    }, { signal })
    // A page opened before this module came may be in another window already.
    this.#follow()
  }

  disconnectedCallback() {
    this.#ends.abort()
    this.#asking?.abort()
    clearTimeout(this.#skeletonTimer)
  }

  /** Ask for the board and show it; what is in sight stays when nobody answers. */
  async refresh() {
    this.#asking?.abort()
    this.#asking = new AbortController()
    const { signal } = this.#asking
    this.#view = null
    try {
      const view = await api("GET", `/api/analytics/leaderboard?window=${this.#window}&limit=${this.dataset.limit}`, undefined, { signal })
      if (!this.isConnected) return
      this.#view = view
      this.#show(view)
    } catch (problem) {
      if (!signal.aborted && this.ariaBusy === "true") this.#fail(problem)
    }
  }

  handleEvent({ target }) {
    const button = target.closest("[data-act]")
    if (button?.dataset.act === "retry") this.#load()
    else if (button?.dataset.act === "pause") this.#pause(button)
  }

  get #wanted() {
    const { window } = router.current()
    return this.dataset.window ?? (board.WINDOWS.includes(window) ? window : "week")
  }

  #follow() {
    if (this.#wanted === this.#window || !document.getElementById("main").contains(this)) return
    this.#window = this.#wanted
    this.#load()
  }

  #load() {
    this.ariaBusy = "true"
    clearTimeout(this.#skeletonTimer)
    this.#skeletonTimer = setTimeout(() => this.#showSkeleton(), SKELETON_AFTER_MS)
    return this.refresh()
  }

  #pause(button) {
    this.#isPaused = button.ariaPressed !== "true"
    button.ariaPressed = String(this.#isPaused)
    if (this.#isPaused) this.#refreshing.pause()
    else this.#refreshing.resume()
    this.dispatchEvent(new CustomEvent("updates:paused", { bubbles: true, detail: this.#isPaused }))
  }

  /** The board moved: what was sent is shown where it says enough, else it is asked for. */
  #hear(seen) {
    if (this.#isPaused) return
    const view = this.#view && board.merge(this.#view, seen, { limit: Number(this.dataset.limit), ownName: this.#ownName })
    if (view) this.#show(this.#view = view)
    else this.#refreshing.soon()
  }

  get #ownName() {
    return this.dataset.listing === "name" ? this.dataset.name : null
  }

  #show(view) {
    clearTimeout(this.#skeletonTimer)
    this.ariaBusy = "false"
    const rows = board.rowsOf(view, this.#ownName)
    if (!this.#opened.has(this.#window)) this.#opened.set(this.#window, board.ranksOf(rows))
    write(field(this, "note"), board.note(this.dataset.window ? { ...view, participants: 0 } : view, words()))
    this.#place(rows)
    field(this, "state").replaceChildren(...(rows.length ? [] : [field(this, "empty").content.cloneNode(true)]))
    this.#speak(view)
    this.dispatchEvent(new CustomEvent("board:changed", { bubbles: true, detail: view }))
  }

  /** Rows slide from where they were; those that cannot be recognised are drawn anew where they are. */
  #place(rows) {
    const list = field(this, "rows")
    const keys = board.keysOf(rows)
    const old = new Map(Array.from(list.querySelectorAll("[data-key]"), (item) => [item.dataset.key, { item, top: item.offsetTop }]))
    const items = rows.map((row, place) => this.#draw(row, keys[place], old.get(keys[place])?.item))
    list.replaceChildren(...items)
    list.hidden = rows.length === 0
    if (preferences.isMotionReduced() || document.hidden) return
    for (const item of items) {
      const distance = (old.get(item.dataset.key)?.top ?? item.offsetTop) - item.offsetTop
      if (distance) item.animate({ transform: [`translateY(${distance}px)`, "none"] }, { duration: SLIDE_MS, easing: "cubic-bezier(.2, .8, .2, 1)" })
    }
  }

  #draw(row, key, item = cloneTemplate("board-row")) {
    const move = key ? board.moveOf(key, row.rank, this.#opened.get(this.#window)) : 0
    const say = words()
    if (key) item.dataset.key = key
    item.dataset.rank = row.rank
    item.dataset.digits = String(row.rank).length
    item.toggleAttribute("data-you", row.isYou)
    item.toggleAttribute("data-anonymous", row.name === null)
    item.toggleAttribute("data-apart", row.isApart)
    write(field(item, "spoken"), board.spoken(row, move, say))
    write(field(item, "rank"), say.number(row.rank))
    field(item, "rank").classList.toggle("hl", row.isYou)
    write(field(item, "move"), board.moveShown(move))
    field(item, "move").dataset.move = Math.sign(move)
    write(field(item, "name"), row.name ?? "Anonymous")
    field(item, "you").hidden = !row.isYou
    field(item, "share").setAttribute("width", row.share)
    write(field(item, "completed"), `${say.number(row.completed)} completed`)
    write(field(item, "points"), say.number(row.points))
    const avatar = field(item, "avatar")
    write(avatar, row.name === null ? "A" : initials(row.name))
    if (row.name === null) delete avatar.dataset.hue
    else avatar.dataset.hue = hue(row.name)
    return item
  }

  /** The rows that the server drew, as far as ranks go; they get their keys for the next time. */
  #read() {
    const items = [...field(this, "rows").children]
    const rows = items.map((item) => ({ rank: Number(item.dataset.rank), isYou: item.hasAttribute("data-you"), name: item.hasAttribute("data-anonymous") ? null : field(item, "name").textContent }))
    for (const [place, key] of board.keysOf(rows).entries()) if (key) items[place].dataset.key = key
    return rows
  }

  /** Only the person's own rank is worth hearing, and not more than once a minute. */
  #speak({ you }) {
    const rank = you?.rank ?? 0
    const isNews = rank && this.#ownRank && rank !== this.#ownRank && performance.now() - this.#spokenAt > SPEAK_EVERY_MS
    this.#ownRank = rank
    if (!isNews) return
    this.#spokenAt = performance.now()
    announce(`You are now rank ${words().number(rank)}`)
  }

  #showSkeleton() {
    const list = field(this, "rows")
    list.hidden = false
    list.replaceChildren(...Array.from({ length: 8 }, () => cloneTemplate("board-skeleton")))
    field(this, "state").replaceChildren()
  }

  #fail(problem) {
    clearTimeout(this.#skeletonTimer)
    this.ariaBusy = "false"
    field(this, "rows").hidden = true
    const note = cloneTemplate("board-error")
    if (problem.status === 0) write(field(note, "message"), "Couldn’t load the leaderboard: the server can’t be reached.")
    field(this, "state").replaceChildren(note)
  }
}

customElements.define("leader-board", LeaderBoardElement)
