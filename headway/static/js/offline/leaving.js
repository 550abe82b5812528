import { remove } from "./database.js"
import { forget } from "./device.js"

const PATIENCE_MS = 2000

/** Remove what this device keeps of the person. A tab that does not let go of it is not waited for: it is about to leave too. */
export function leave() {
  return Promise.race([Promise.all([forget(), remove()]), new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS) })])
}
