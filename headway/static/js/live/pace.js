/**
 * Make of `act` a function that may be called at any time and as often as one likes: it acts at once, then again when
 * it was called meanwhile, never twice at a time and never sooner than `restMs` after it last began.
 */
export function paced(act, restMs) {
  let isWanted = false
  let isBusy = false

  async function go() {
    if (isBusy || !isWanted) return
    isWanted = false
    isBusy = true
    try {
      await Promise.all([act(), rest(restMs)])
    } finally {
      isBusy = false
      go()
    }
  }

  return () => {
    isWanted = true
    go()
  }
}

/** Wait so many ms. */
export function rest(ms) {
  return new Promise((resolve) => { setTimeout(resolve, ms) })
}
