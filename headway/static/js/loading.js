const AGAIN_MS = 1000

/** What `load()` imports, asked for again while the network does not give it: without these parts a page is but half of itself. */
export async function insist(load) {
  let last
  for (;;) {
    try {
      return await load()
    } catch (error) {
      // A network that fails makes another error every time; a module that throws has thrown once and for all.
      if (error === last || !(error instanceof TypeError)) throw error
      last = error
      await new Promise((resolve) => { setTimeout(resolve, AGAIN_MS) })
    }
  }
}
