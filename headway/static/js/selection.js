/* Which rows are selected. A range grows from where it was begun, as in any list. */
const chosen = new Set()
let anchor = null

export const events = new EventTarget()

export const has = (id) => chosen.has(id)
export const size = () => chosen.size
/** The selected ids in the order of `ids`. */
export const inOrder = (ids) => ids.filter((id) => chosen.has(id))

/** Select one row, or take it out again. */
export function toggle(id) {
  if (!chosen.delete(id)) chosen.add(id)
  anchor = id
  changed()
}

/** Select every row between the one begun at and `id`, among `ids`. */
export function extend(ids, id, from = id) {
  anchor ??= from
  const [first, last] = [ids.indexOf(anchor), ids.indexOf(id)].toSorted((one, other) => one - other)
  chosen.clear()
  for (const other of ids.slice(Math.max(first, 0), last + 1)) chosen.add(other)
  changed()
}

/** Select exactly these. */
export function become(ids) {
  if (!chosen.size && !ids.length) return
  chosen.clear()
  for (const id of ids) chosen.add(id)
  anchor = null
  changed()
}

function changed() {
  events.dispatchEvent(new Event("selection:changed"))
}
