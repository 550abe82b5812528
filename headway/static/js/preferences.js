const COOKIE = "preferences"
const YEAR_SECONDS = 31_536_000

// What each setting may be, its default first; `pages/preferences.py` has the same table.
const CHOICES = {
  theme: ["auto", "light", "dark"],
  density: ["comfortable", "compact"],
  motion: ["auto", "reduced"],
  paging: ["pages", "continuous"],
  clock: ["auto", "24", "12"],
  weekStart: ["auto", "1", "0", "6"],
  messageTime: ["10", "30", "dismissed"],
  singleKeys: [true, false],
  samples: ["offered", "kept"],
}
// The server draws these as attributes of the root, where the style sheet reads them.
const DRAWN = ["theme", "density", "motion"]

// The desk of each theme as sRGB, as the server writes it: browsers paint their own bars with it.
const DESK = { light: "#eaf2f3", dark: "#081012" }

/** "preferences:changed" with all settings; "preferences:saved" before it when they were changed in this tab. */
export const events = new EventTarget()

let held = null

/** This device's settings, as this tab knows them. */
export function read() {
  held ??= parse(document.cookie)
  return held
}

/** What cookies say of the settings: what was chosen, and the default where nothing was or the cookie is garbled. */
export function parse(cookies) {
  const kept = decode(cookies.split("; ").find((pair) => pair.startsWith(`${COOKIE}=`)) ?? "")
  return Object.fromEntries(Object.entries(CHOICES).map(([name, choices]) => [name, choices.includes(kept?.[name]) ? kept[name] : choices[0]]))
}

/** Keep `changes` on this device and show them; the server reads the same cookie for the next page. */
export function save(changes) {
  const chosen = { ...read(), ...changes }
  keep(chosen)
  events.dispatchEvent(new CustomEvent("preferences:saved", { detail: chosen }))
  apply(chosen)
}

/** Leave nothing of them on this device. */
export function forget() {
  keep({})
}

/** Whether things should move as little as they can: the person says so, or their system. */
export function isMotionReduced() {
  return read().motion === "reduced" || matchMedia("(prefers-reduced-motion: reduce)").matches
}

/** Show these settings: after a change here, and when another tab reports one, whose cookie may come later than it. */
export function apply(chosen) {
  held = chosen
  for (const name of DRAWN) document.documentElement.dataset[name] = chosen[name]
  for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.content = DESK[chosen.theme] ?? DESK[schemeOf(meta)]
  events.dispatchEvent(new CustomEvent("preferences:changed", { detail: chosen }))
}

function decode(pair) {
  try {
    return JSON.parse(decodeURIComponent(pair.slice(COOKIE.length + 1)))
  } catch {
    // A cookie cut short or written by hand is no reason to fail: the defaults hold.
    return {}
  }
}

function keep(chosen) {
  const others = Object.entries(chosen).filter(([name, value]) => value !== CHOICES[name][0])
  const seconds = others.length ? YEAR_SECONDS : 0
  const secure = location.protocol === "https:" ? "; Secure" : ""
  document.cookie = `${COOKIE}=${encodeURIComponent(JSON.stringify(Object.fromEntries(others)))}; Path=/; Max-Age=${seconds}; SameSite=Lax${secure}`
}

/** The scheme that a `theme-color` is for; one that the server drew for a fixed theme is for whatever is shown. */
function schemeOf({ media }) {
  const isDark = media ? media.includes("dark") : matchMedia("(prefers-color-scheme: dark)").matches
  return isDark ? "dark" : "light"
}
