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

/**
 * How many ms to wait after so many failures in a row (1 is the first). Half of it is left to chance, so that pages that
 * lost the server together do not come back together.
 */
export function waitAfter(failures, chance = Math.random) {
  const seconds = [1, 2, 4, 8, 16][failures - 1] ?? 30
  return 1000 * seconds * (1 + chance()) / 2
}

/** Wait so many ms. */
export function rest(ms) {
  return new Promise((resolve) => { setTimeout(resolve, ms) })
}
