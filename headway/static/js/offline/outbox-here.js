import * as channel from "../channel.js"
import { Outbox } from "../outbox.js"
import { send } from "../sending.js"
import { Store } from "./store.js"

/*
 * The outbox of this page's person: kept in their database, sent by one tab at a time, heard of in all.
 */
let turn = Promise.resolve()

/** Open it; `known(id)`, `receive(tasks)` and `told(news)` are those of `tasks.js`. */
export async function openOutbox({ known, receive, told }) {
  const store = new Store(await database())
  const server = {
    // What was never saved has no version to change it on.
    known: (id) => (known(id)?.version ? known(id) : undefined),
    receive: (tasks) => receive(tasks, { isOwn: true }),
  }
  return new Outbox({ store, exclusively, send: (change) => send(change, server), tell: (news) => channel.tell("outbox", news), told })
}

/** Where browsers forbid databases, changes live as long as the page. */
async function database() {
  if (!globalThis.indexedDB) return null
  const { open } = await import("./database.js")
  return open().catch(() => null)
}

/** Over plain http browsers give no locks: then two tabs may send the same twice, which does no harm. */
function exclusively(act) {
  if (navigator.locks) return navigator.locks.request(`headway:outbox:${document.body.dataset.userId}`, act)
  turn = turn.then(act, act)
  return turn
}
