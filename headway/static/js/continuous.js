import { api } from "./api.js"
import { extend, listing } from "./listing.js"
import { say, withdraw } from "./messages.js"
import { paged } from "./paged.js"
import { moveTo, position } from "./scrolling.js"

/* All tasks as one list: the next page comes while there are still rows below those in sight. */
const LIMIT = 100
const AHEAD_ROWS = 150
const FAILED = "more tasks"

let isAsking = false

export const continuous = {
  ...paged,
  isContinuous: true,

  address: (shown, route) => paged.address(shown, route, LIMIT),

  /** Read on until as many rows are there as somebody has come down to. */
  async complete(page, route, get) {
    let whole = page
    while (whole.next && idsOf(whole).length < listing.reach()) whole = joined(whole, await get({ ...route, cursor: whole.next }))
    return whole
  },
}

/** Let the list that stands go on, and find the place again that the page was left at. */
export async function goOn() {
  listing.kind = continuous
  const { scroll = 0 } = history.state ?? {}
  if (position() >= scroll) return
  const { route } = listing
  const isThere = () => position() >= scroll || route !== listing.route
  for (moveTo(scroll); !isThere() && listing.next && await more(); moveTo(scroll));
}

/** Ask for more rows while those that are here come to an end. */
export async function keepAhead() {
  while (listing.ids.length - listing.reach() < AHEAD_ROWS && await more());
}

/** Take the next page to the end of the list; false when there is none, or nobody answered. */
async function more() {
  const { route, next, state } = listing
  if (isAsking || !next || state !== "ready") return false
  isAsking = true
  try {
    const page = continuous.take(await api("GET", continuous.address(listing, { ...route, cursor: next })))
    withdraw(FAILED)
    // Meanwhile it may have become another list.
    if (listing.route === route && listing.next === next) extend(idsOf(page), page.next)
    return true
  } catch {
    say("Couldn’t load more tasks.", { key: FAILED, tone: "error", actions: [{ word: "Try again", run: more }] })
    return false
  } finally {
    isAsking = false
  }
}

const idsOf = ({ groups }) => groups[0].ids

function joined(page, following) {
  const [{ ids, ...group }] = page.groups
  const known = new Set(ids)
  return { ...following, previous: page.previous, groups: [{ ...group, ids: [...ids, ...idsOf(following).filter((id) => !known.has(id))] }] }
}
