import { api } from "../api.js"
import * as charts from "../charts.js"
import * as counts from "../counts.js"
import { addDays, startOfWeek } from "../dates.js"
import { field, h, shape, write } from "../dom.js"
import * as insights from "../insights.js"
import { events as feed } from "../live/feed.js"
import { words } from "../person.js"
import { refresher } from "../refreshing.js"
import * as router from "../router.js"

const NUMBERS = ["total", "pending", "in_progress", "completed"]
const TRENDS = { total: "created", completed: "completed" }
const PRIORITIES = ["high", "medium", "low"]
const MOST_PAGES = 5
const MONDAY = 1
const DAYS_BEFORE_THIS_WEEK = 52 * 7

/** Insights: redraws the charts when the range is another or the numbers moved. */
export class InsightsViewElement extends HTMLElement {
  #ends
  #days = []
  #range = ""

  connectedCallback() {
    this.#ends = new AbortController()
    const { signal } = this.#ends
    this.#days = this.#read()
    this.#range = insights.rangeOf(router.current())
    counts.adopt(Object.fromEntries(NUMBERS.map((name) => [name, Number(field(this.#tile(name), "number").textContent.replace(/\D/gu, ""))])), () => words().today())
    counts.events.addEventListener("counts:changed", () => this.#showNumbers(), { signal })
    router.events.addEventListener("route:changed", ({ detail }) => this.#follow(detail.route), { signal })
    const refreshing = refresher(() => this.refresh(), { signal })
    feed.addEventListener("feed:task", refreshing.soon, { signal })
    this.addEventListener("updates:paused", ({ detail: isPaused }) => isPaused ? refreshing.pause() : refreshing.resume(), { signal })
  }

  disconnectedCallback() {
    this.#ends.abort()
  }

  /** Ask for the numbers, the days and what is due; what is in sight stays when nobody answers. */
  async refresh() {
    const { signal } = this.#ends
    const ask = (path) => api("GET", path, undefined, { signal })
    const today = words().today()
    const first = addDays(startOfWeek(today, MONDAY), -DAYS_BEFORE_THIS_WEEK)
    try {
      const [numbers, { days }, due] = await Promise.all([
        ask("/api/analytics"),
        ask(`/api/analytics/activity?from=${first}&to=${today}`),
        this.#askDue(ask),
      ])
      if (signal.aborted) return
      this.#days = days
      counts.adopt(numbers, () => words().today())
      this.#showTrends(numbers)
      this.#showOpen(numbers.open_by_priority)
      if (due) this.#showDue(due, today)
      this.#showCompleted()
      this.#showYear()
    } catch {
      // The next time comes in a moment, and nothing in sight is wrong: only a little older.
    }
  }

  /** The due dates of the next days; null when there are more than a chart should ask for. */
  async #askDue(ask) {
    const dates = []
    let cursor = null
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const { tasks, next } = await ask(`/api/tasks?due=week&status=pending,in_progress&sort=due&limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`)
      dates.push(...tasks.map((task) => task.due_date))
      if (!next) return dates
      cursor = next
    }
    return null
  }

  /** The days as the year's chart shows them. */
  #read() {
    return Array.from(field(this.#chart("year"), "marks").children, ({ dataset }) => ({ date: dataset.day, completed: Number(dataset.value), created: 0 }))
  }

  #follow(route) {
    const range = insights.rangeOf(route)
    if (range === this.#range || route.path !== "/insights") return
    this.#range = range
    this.#showCompleted()
  }

  #showNumbers() {
    const values = counts.read()
    for (const name of NUMBERS) {
      const tile = this.#tile(name)
      write(field(tile, "number"), words().number(values[name]))
      speak(tile)
    }
  }

  #showTrends(numbers) {
    for (const [name, kind] of Object.entries(TRENDS)) {
      const tile = this.#tile(name)
      const added = this.#days.map((day) => day[kind])
      const line = charts.line(insights.levels(numbers[name], added), ...sizeOf(tile.querySelector("svg")))
      field(tile, "line").setAttribute("points", line.map((point) => point.join()).join(" "))
      place(field(tile, "end"), { cx: line.at(-1)[0], cy: line.at(-1)[1] })
      const { shown, spoken } = insights.change(insights.thisWeek(added), words())
      write(field(tile, "change"), shown)
      tile.dataset.trend = spoken
      speak(tile)
    }
  }

  #showCompleted() {
    const chart = this.#chart("completed")
    const say = words()
    const points = insights.points(this.#days, this.#range)
    const values = points.map((point) => point.value)
    const unit = insights.unitOf(this.#range)
    const top = charts.ceiling(Math.max(...values))
    chart.dataset.unit = unit
    write(field(chart, "title"), `Completed per ${unit}`)
    write(field(chart, "caption"), insights.caption(values, this.#range, say))
    write(field(chart, "top"), say.number(top))
    write(field(chart, "half"), say.number(top / 2))
    write(field(chart, "first"), say.day(points[0].day))
    write(field(chart, "last"), unit === "day" ? "Today" : "This week")
    write(field(chart, "unit"), unit === "day" ? "Day" : "Week")
    write(field(this, "span"), say.span(points[0].day, this.#days.at(-1).date))
    draw(chart, "chart__bar", points, charts.bars(values, ...sizeOf(field(chart, "plot"))), 3)
    field(chart, "table").replaceChildren(...points.map(({ day, value }) => h("tr", {}, h("th", { scope: "row" }, say.dayAndMonth(day)), h("td", {}, say.number(value)))))
  }

  #showYear() {
    const chart = this.#chart("year")
    const say = words()
    const values = this.#days.map((day) => day.completed)
    const most = Math.max(...values)
    write(field(chart, "caption"), insights.yearCaption(values, say))
    const points = this.#days.map(({ date, completed }, at) => ({ day: date, value: completed, isNow: at === values.length - 1 }))
    draw(chart, "chart__cell", points, values.map((value, at) => charts.cell(at, value, most)), 1.5)
    field(chart, "table").replaceChildren(...insights.weeksOf(this.#days).map((week) => h("tr", {}, h("th", { scope: "row" }, say.dayAndMonth(week[0].date)), ...week.map((day) => h("td", {}, say.number(day.completed))))))
  }

  #showOpen(byPriority) {
    const chart = this.#chart("open")
    const values = PRIORITIES.map((name) => byPriority[name])
    const total = insights.sum(values)
    const stack = field(chart, "stack")
    write(field(chart, "caption"), total ? `${words().number(total)} open` : "Nothing open")
    stack.toggleAttribute("data-empty", total === 0)
    for (const [at, box] of charts.stack(values, sizeOf(stack)[0], 0.4).entries()) {
      place(stack.children[at], box)
      write(field(chart, PRIORITIES[at]), words().number(values[at]))
    }
  }

  #showDue(dates, today) {
    const chart = this.#chart("coming")
    const items = [...chart.querySelectorAll("[data-day]")]
    const numbers = items.map((_, at) => dates.filter((date) => date === addDays(today, at)).length)
    const most = Math.max(...numbers)
    write(field(chart, "caption"), dates.length ? words().count(dates.length, "task", "tasks") : "Nothing due")
    for (const [at, item] of items.entries()) {
      const share = most ? 100 * numbers[at] / most : 0
      const day = addDays(today, at)
      item.dataset.day = day
      write(field(item, "word"), at ? words().weekdayShort(day) : words().day(day))
      place(field(item, "word"), { datetime: day, title: words().fullDay(day) })
      write(field(item, "number"), words().number(numbers[at]))
      place(field(item, "due"), { y: 100 - share, height: share })
    }
  }

  #tile(name) {
    return this.querySelector(`[data-tile=${name}]`)
  }

  #chart(name) {
    return this.querySelector(`[data-chart=${name}]`)
  }
}

/** "Completed, 73, up 11 this week". */
function speak(tile) {
  write(field(tile, "spoken"), [tile.dataset.word, field(tile, "number").textContent, tile.dataset.trend].filter(Boolean).join(", "))
}

/** Draw marks anew; those that are there already are moved, so that the one in hand stays in hand. */
function draw(chart, name, points, boxes, radius) {
  const marks = field(chart, "marks")
  while (marks.children.length > points.length) marks.firstElementChild.remove()
  while (marks.children.length < points.length) marks.append(shape("rect", { class: name, rx: radius }))
  for (const [at, mark] of [...marks.children].entries()) {
    place(mark, { ...boxes[at], "data-day": points[at].day, "data-value": points[at].value })
    mark.toggleAttribute("data-now", points[at].isNow)
  }
}

function place(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
}

/** Width and height of a drawing in its own units: said once, where it is drawn first. */
function sizeOf(svg) {
  const { width, height } = svg.viewBox.baseVal
  return [width, height]
}

customElements.define("insights-view", InsightsViewElement)
