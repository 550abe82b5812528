const SIZE = 200

/**
 * The last task events of a person. Their numbers have no gaps, so it is plain whether somebody who has heard everything
 * up to one of them can be told the rest.
 */
export class Ring {
  #news = []
  #before

  /** `position` is the number of the last event before the first one that will be added. */
  constructor(position) {
    this.#before = position
  }

  /** The number of the newest event. */
  get position() {
    return this.#news.at(-1)?.id ?? this.#before
  }

  /** Keep an event `{ id, … }`; the oldest one makes room. */
  add(event) {
    this.#news.push(event)
    if (this.#news.length > SIZE) this.#before = this.#news.shift().id
  }

  /** Forget everything: what comes next follows on `position`. */
  restart(position) {
    this.#news = []
    this.#before = position
  }

  /** What came after `position`, oldest first; null when some of it is not kept. */
  since(position) {
    return position < this.#before ? null : this.#news.filter(({ id }) => id > position)
  }
}

/*
 * What the server tells this tab, whichever tab reads the stream. Every tab keeps its own position: the number of the
 * last task event that it has heard, or that its page was drawn after. What it has heard already it does not hear again.
 */
const ring = new Ring(0)
let counts = null

/** "feed:task" `{ id, version, change }`, "feed:counts", "feed:board", "feed:resync" and "feed:state". */
export const events = new EventTarget()

/**
 * How news come: "starting", "live", "polling" (every ten seconds) or "down"; when it is down, whether the server at
 * least answers.
 */
export const feed = { state: "starting", isAnswering: true }

/** Nothing has to be asked for: it comes. */
export const isLive = () => feed.state === "live"

/** The number of the last task event that this tab has heard. */
export const position = () => ring.position

/** What came after event `number`, with the newest numbers at the end; null when that is not known any more. */
export function since(number) {
  const missed = ring.since(number)
  return missed && counts ? [...missed, counts] : missed
}

/** Begin after the event that the page was drawn after. */
export function begin(number) {
  ring.restart(number)
}

/** Take in a message `{ kind, id, data }` of the stream. */
export function hear(message) {
  const { kind, id, data } = message
  if (kind === "task") hearTask(message)
  else if (kind === "resync") startOver(id)
  // Numbers from before the page was drawn would set it back.
  else if (kind === "counts" && id >= ring.position) hearCounts(message)
  else if (kind === "leaderboard") tell("feed:board", data)
}

/** Say how news come from now on. */
export function become(state, isAnswering = true) {
  if (feed.state === state && feed.isAnswering === isAnswering) return
  const before = feed.state
  Object.assign(feed, { state, isAnswering })
  tell("feed:state", { before })
}

function hearTask(message) {
  if (message.id <= ring.position) return
  if (message.id > ring.position + 1) return startOver(message.id)
  ring.add(message)
  tell("feed:task", message.data)
}

function hearCounts(message) {
  counts = message
  tell("feed:counts", message.data)
}

function startOver(number) {
  ring.restart(number)
  tell("feed:resync")
}

function tell(kind, detail) {
  events.dispatchEvent(new CustomEvent(kind, { detail }))
}
