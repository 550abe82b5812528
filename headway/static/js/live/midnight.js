import { words } from "../person.js"

const MINUTE_MS = 60_000

/** Call `act` when another day begins where the person is; a machine that slept over midnight finds out as it wakes. */
export function atMidnight(act) {
  let day = words().today()
  const look = () => {
    later()
    if (words().today() === day) return
    day = words().today()
    act()
  }
  const later = () => setTimeout(look, MINUTE_MS - Date.now() % MINUTE_MS)
  later()
}
