/* Time zones by their IANA names, as a person looks for them. */

const MOST_FOUND = 60

/** "America/New_York" as its place and area: `{ place: "New York", area: "America" }`. */
export function named(zone) {
  const parts = zone.replaceAll("_", " ").split("/")
  return { place: parts.at(-1), area: parts.slice(0, -1).join(", ") }
}

/**
 * The zones in which every word of `query` begins a word, those whose place begins with it first. Case, accents and
 * the signs between words play no part; without a query all of them.
 */
export function search(zones, query) {
  const words = plain(query).split(" ").filter(Boolean)
  const found = zones.filter((zone) => words.every((word) => ` ${plain(zone)}`.includes(` ${word}`)))
  const isNear = (zone) => plain(named(zone).place).startsWith(words.join(" "))
  return [...found.filter(isNear), ...found.filter((zone) => !isNear(zone))].slice(0, words.length ? MOST_FOUND : undefined)
}

/** "UTC+1" at the instant `now`; "" for a zone that this browser does not know. */
export function offset(zone, now = new Date()) {
  try {
    const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(now)
    return parts.find(({ type }) => type === "timeZoneName").value.replace("GMT", "UTC").replace("-", "−")
  } catch {
    return ""
  }
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}+]+/gu, " ").trim()
}
