const SECONDS = [1, 2, 4, 8, 16, 30]

/**
 * How many ms to wait after so many failures in a row (1 is the first). Half of it is left to chance, so that pages that
 * lost the server together do not come back together.
 */
export function waitAfter(failures, chance = Math.random) {
  const most = 1000 * SECONDS[Math.min(failures, SECONDS.length) - 1]
  return most * (1 + chance()) / 2
}
