import { daysBetween, minutesBetween, toTime, wallClock } from "./dates.js"

/**
 * Words for days and times in one person's language, zone and clock.
 * `hourCycle` is "h23", "h12" or undefined for what the language is used to.
 */
export function formatter({ locale, zone, hourCycle }) {
  const dated = (options) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" })
  const formats = {
    weekday: dated({ weekday: "short" }),
    near: dated({ day: "numeric", month: "short" }),
    far: dated({ day: "numeric", month: "short", year: "numeric" }),
    brief: dated({ weekday: "short", day: "numeric", month: "short", year: "numeric" }),
    full: dated({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    month: dated({ month: "long", year: "numeric" }),
    narrowDay: dated({ weekday: "narrow" }),
    long: dated({ day: "numeric", month: "long" }),
    longFar: dated({ day: "numeric", month: "long", year: "numeric" }),
    longDay: dated({ weekday: "long" }),
    dated: dated({ weekday: "long", day: "numeric", month: "long" }),
    dayOfWeek: dated({ weekday: "short", day: "numeric" }),
    monthName: dated({ month: "long" }),
    time: dated({ hour: hourCycle === "h12" ? "numeric" : "2-digit", minute: "2-digit", hourCycle }),
    number: new Intl.NumberFormat(locale),
  }

  let minute = 0
  let clock = ""

  /** The wall clock here; asked for with every row, so it is read once a minute. */
  function hereAt(now) {
    const nowMinute = Math.floor(now / 60_000)
    if (nowMinute !== minute) clock = wallClock(zone, now)
    minute = nowMinute
    return clock
  }

  const todayAt = (now) => hereAt(now).slice(0, 10)

  /** "Today", "Tomorrow", "Yesterday", "Fri" within a week, then "24 Nov", then "24 Nov 2027". */
  function day(date, now = new Date()) {
    const here = todayAt(now)
    const distance = daysBetween(here, date)
    if (Math.abs(distance) <= 1) return capitalised(relative.format(distance, "day"), locale)
    if (Math.abs(distance) < 7) return formats.weekday.format(toTime(date))
    return (date.slice(0, 4) === here.slice(0, 4) ? formats.near : formats.far).format(toTime(date))
  }

  /** "17:00", or as the person's clock has it, in one piece. */
  function time(text) {
    return formats.time.format(Date.parse(`1970-01-01T${text}Z`)).replace(" ", "\u00a0")
  }

  return {
    day,
    time,
    /** What a row shows: the time alone today, "Fri, 17:00" in the week, the day alone further off. */
    due(task, now = new Date()) {
      if (!task.due_date) return ""
      const distance = daysBetween(todayAt(now), task.due_date)
      if (!task.due_time || Math.abs(distance) >= 7) return day(task.due_date, now)
      return distance === 0 ? time(task.due_time) : `${day(task.due_date, now)}, ${time(task.due_time)}`
    },
    /** What the detail panel shows: day and time always. */
    dueInFull(task, now = new Date()) {
      if (!task.due_date) return ""
      return task.due_time ? `${day(task.due_date, now)}, ${time(task.due_time)}` : day(task.due_date, now)
    },
    /** Every part spelt out, for a tooltip and for readers. */
    dueSpelt(task) {
      if (!task.due_date) return ""
      const date = formats.full.format(toTime(task.due_date))
      return task.due_time ? `${date}, ${time(task.due_time)}` : date
    },
    /** The same in short, where one line has to do: "Wed, 25 Nov 2026, 14:00". */
    dueSpeltShort(task) {
      const date = formats.brief.format(toTime(task.due_date))
      return task.due_time ? `${date}, ${time(task.due_time)}` : date
    },
    /** "in 40 min" when an open task is due within the hour, else "". */
    dueSoon(task, now = new Date()) {
      if (!task.due_time || task.status === "completed") return ""
      const minutes = minutesBetween(hereAt(now), `${task.due_date}T${task.due_time}`)
      return minutes > 0 && minutes < 60 ? `in ${minutes} min` : ""
    },
    /** Open and its day has passed where the person is; the time of day plays no part. */
    isOverdue(task, now = new Date()) {
      return Boolean(task.due_date) && task.status !== "completed" && task.due_date < todayAt(now)
    },
    /** The day of an instant (RFC 3339), with its time while that is near. */
    moment(instant, now = new Date()) {
      const here = wallClock(zone, new Date(instant))
      const date = here.slice(0, 10)
      return Math.abs(daysBetween(todayAt(now), date)) <= 1 ? `${day(date, now)}, ${time(here.slice(11))}` : day(date, now)
    },
    /** "3 days ago", "in 27 days": how far from today the day of an instant is, and when it is over if it has days to go. */
    daysAway(instant, toGo = 0, now = new Date()) {
      const passed = daysBetween(wallClock(zone, new Date(instant)).slice(0, 10), todayAt(now))
      return relative.format(toGo ? Math.max(0, toGo - passed) : -passed, "day")
    },
    /** An instant spelt out. */
    momentSpelt(instant) {
      const here = wallClock(zone, new Date(instant))
      return `${formats.full.format(toTime(here.slice(0, 10)))}, ${time(here.slice(11))}`
    },
    today: (now = new Date()) => todayAt(now),
    /** The wall clock where the person is, as "YYYY-MM-DDTHH:MM". */
    clock: (now = new Date()) => hereAt(now),
    /** What 2/3 is: true where that is a day in March. */
    isDayFirst: formats.near.formatToParts(0).findIndex(({ type }) => type === "day") < formats.near.formatToParts(0).findIndex(({ type }) => type === "month"),
    dayAndMonthInFull: (date) => formats.dated.format(toTime(date)),
    weekdayAndDay: (date) => formats.dayOfWeek.format(toTime(date)),
    /** "November", with the year when it is another one. */
    monthOf: (date, now = new Date()) => (date.slice(0, 4) === todayAt(now).slice(0, 4) ? formats.monthName : formats.month).format(toTime(date)),
    /** "6–12 Dec". */
    shortSpan: (from, to) => formats.near.formatRange(toTime(from), toTime(to)),
    fullDay: (date) => formats.full.format(toTime(date)),
    month: (date) => formats.month.format(toTime(date)),
    /** "26 October – 22 November", with the years when they differ. */
    span: (from, to) => [from, to].map((date) => (from.slice(0, 4) === to.slice(0, 4) ? formats.long : formats.longFar).format(toTime(date))).join(" – "),
    dayAndMonth: (date) => formats.near.format(toTime(date)),
    weekdayShort: (date) => formats.weekday.format(toTime(date)),
    weekdayName: (date) => formats.longDay.format(toTime(date)),
    weekdayLetter: (date) => formats.narrowDay.format(toTime(date)),
    number: (value) => formats.number.format(value),
    count: (value, one, many) => `${formats.number.format(value)} ${value === 1 ? one : many}`,
  }
}

function capitalised(text, locale) {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}
