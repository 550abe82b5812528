import { deleteDB, openDB } from "../vendor/idb/idb.js"
import { person } from "../person.js"

/*
 * What this device keeps of a person, in a database of their own: changes that wait (`outbox`), the tasks that were seen
 * (`tasks`), and facts by name (`facts`: "person", "counts", "event", "tomorrow"). Signing out removes it.
 */
const PREFIX = "headway:person:"
const VERSION = 1

const opened = new Map()

/** The database of a person, of the one who is signed in if nobody is named. */
export function open(personId = person.id) {
  if (!opened.has(personId)) opened.set(personId, openDB(PREFIX + personId, VERSION, { upgrade, blocking, terminated: () => opened.delete(personId) }))
  return opened.get(personId)
}

/** Begin a transaction. What fails first in it tells why; its end does not tell once more. */
export function begin(database, stores, mode) {
  const transaction = database.transaction(stores, mode)
  transaction.done.catch(() => undefined)
  return transaction
}

/** Remove everything that is kept of a person; other tabs let go of it by themselves. */
export async function remove(personId = person.id) {
  const database = await opened.get(personId)?.catch(() => null)
  database?.close()
  opened.delete(personId)
  await deleteDB(PREFIX + personId)
}

/** How many changes of other people wait in this browser. */
export async function waitingOfOthers() {
  const names = (await indexedDB.databases?.() ?? []).map(({ name }) => name)
  const others = names.filter((name) => name.startsWith(PREFIX) && name !== PREFIX + person.id)
  const numbers = await Promise.all(others.map(async (name) => (await open(name.slice(PREFIX.length))).count("outbox")))
  return numbers.reduce((sum, number) => sum + number, 0)
}

function upgrade(database) {
  database.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true })
  database.createObjectStore("tasks", { keyPath: "id" })
  database.createObjectStore("facts")
}

/** Another tab wants to remove it, or has a newer form of it. */
function blocking(_current, _wanted, event) {
  event.target.close()
}
