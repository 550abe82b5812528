import { openDB } from "../vendor/idb/idb.js"

/*
 * Whose tasks this browser shows while nobody can be asked: the id of the person who signed in last, and nothing else.
 * It stands where the changes stand: what the browser writes down at its leisure is lost when it is killed.
 */
const NAME = "headway"
const VERSION = 1
const KEY = "person"

/** The id of the person, null when nobody is signed in here. */
export async function lastPerson() {
  // Without its cookies the session is over: then nothing is shown to whoever sits there.
  if (!/(?:^|; )(?:csrf_refresh_token|__Host-csrf-refresh)=/u.test(document.cookie)) return null
  return await within((facts) => facts.get("facts", KEY)) ?? null
}

/** Remember who signed in. */
export const remember = (personId) => within((facts) => facts.put("facts", personId, KEY))

/** Nobody is signed in here any more. */
export const forget = () => within((facts) => facts.delete("facts", KEY))

async function within(act) {
  try {
    const database = await openDB(NAME, VERSION, { upgrade: (made) => { made.createObjectStore("facts") } })
    return await act(database).finally(() => database.close())
  } catch {
    // Storage may be forbidden: then nothing is shown offline.
    return undefined
  }
}
