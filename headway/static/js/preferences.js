const COOKIE = "preferences"
const YEAR_SECONDS = 31_536_000
const DEFAULTS = { theme: "auto", density: "comfortable", clock: "auto", weekStart: "auto", messageTime: 10, singleKeys: true }

// The desk of each theme as sRGB, as the server writes it: browsers paint their own bars with it.
const DESK = { light: "#eaf2f3", dark: "#081012" }

export const events = new EventTarget()

/** This device's settings: what was chosen over the defaults. */
export function read(cookies = document.cookie) {
  const found = cookies.split("; ").find((pair) => pair.startsWith(`${COOKIE}=`))
  try {
    const chosen = found ? JSON.parse(decodeURIComponent(found.slice(COOKIE.length + 1))) : {}
    return { ...DEFAULTS, ...chosen }
  } catch {
    // A cookie cut short or written by hand is no reason to fail: the defaults hold.
    return { ...DEFAULTS }
  }
}

/** Keep `changes` on this device; the server reads the same cookie when it renders the next page. */
export function save(changes) {
  const chosen = { ...read(), ...changes }
  for (const [name, value] of Object.entries(DEFAULTS)) if (chosen[name] === value) delete chosen[name]
  const secure = location.protocol === "https:" ? "; Secure" : ""
  document.cookie = `${COOKIE}=${encodeURIComponent(JSON.stringify(chosen))}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`
  apply()
}

/** Show the settings that are kept: called after a change here, and when another tab reports one. */
export function apply() {
  const chosen = read()
  const root = document.documentElement
  root.dataset.theme = chosen.theme
  root.dataset.density = chosen.density
  for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.content = DESK[chosen.theme] ?? DESK[schemeOf(meta)]
  events.dispatchEvent(new CustomEvent("preferences:changed", { detail: chosen }))
}

/** The scheme that a `theme-color` is for; one that the server drew for a fixed theme is for whatever is shown. */
function schemeOf({ media }) {
  const isDark = media ? media.includes("dark") : matchMedia("(prefers-color-scheme: dark)").matches
  return isDark ? "dark" : "light"
}
