/*
 * Whose tasks this browser shows while nobody can be asked: the id of the person who signed in last, and nothing else.
 */
const KEY = "headway:person"

/** The id of the person, null when nobody is signed in here. */
export function lastPerson() {
  // Without its cookies the session is over: then nothing is shown to whoever sits there.
  if (!/(?:^|; )(?:csrf_refresh_token|__Host-csrf-refresh)=/u.test(document.cookie)) return null
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** Remember who signed in. */
export function remember(personId) {
  try {
    localStorage.setItem(KEY, personId)
  } catch {
    // Storage may be forbidden: then nothing is shown offline.
  }
}

/** Nobody is signed in here any more. */
export function forget() {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Nothing was kept.
  }
}
