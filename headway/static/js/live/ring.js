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
