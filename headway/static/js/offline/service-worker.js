/* global RELEASE */
/*
 * Keeps the files of one release, all of them or none, and the empty shell that they make; answers a screen from it when
 * the network does not. No page of the server and no answer of the API is ever kept here: what a person sees offline
 * comes from the page's own database. The server writes `RELEASE` over this file: `{ name, shell, assets }`.
 */
const CACHE = "headway:release:"
const SCREENS = /^\/(?:today|upcoming|all|insights|leaderboard|settings|trash|tasks\/[^/]+|sign-in|sign-up)?$/
// Something between us and the server says that the server is away.
const AWAY = new Set([502, 503, 504])
const PATIENCE_MS = 8000

addEventListener("install", (event) => {
  // No page is reloaded: those that are open go on with the files of their own release.
  event.waitUntil(keepRelease().then(() => skipWaiting()))
})

addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([forgetOldReleases(), registration.navigationPreload?.enable(), clients.claim()]))
})

addEventListener("fetch", (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== location.origin || request.method !== "GET") return
  if (request.mode === "navigate") {
    if (SCREENS.test(pathname)) event.respondWith(open(event))
  } else if (pathname.startsWith("/static/") || pathname.startsWith("/shell/")) event.respondWith(keptOrFetched(request))
})

async function keepRelease() {
  const name = CACHE + RELEASE.name
  const cache = await caches.open(name)
  try {
    await Promise.all([RELEASE.shell, ...RELEASE.assets].map((address) => keep(cache, address)))
  } catch (error) {
    await caches.delete(name)
    throw error
  }
}

async function keep(cache, address) {
  if (await cache.match(address)) return
  const isShell = address === RELEASE.shell
  const response = await fetch(address, { credentials: "omit" })
  // While servers are exchanged one by one, an old one answers for a new address with its own file: it says so.
  const isRight = response.ok && (isShell || !response.headers.get("Cache-Control")?.includes("no-store"))
  if (!isRight) throw new Error(`${address} is not of this release`)
  await cache.put(address, response)
}

/** Keep the release before this one too: pages of it may still be open, and load the rest of it. */
async function forgetOldReleases() {
  const releases = (await caches.keys()).filter((name) => name.startsWith(CACHE) && name !== CACHE + RELEASE.name)
  await Promise.all(releases.slice(0, -1).map((name) => caches.delete(name)))
}

async function open(event) {
  const shell = await caches.match(RELEASE.shell)
  const answer = fromServer(event)
  if (!shell) return answer
  try {
    const response = await Promise.race([answer, silence()])
    return AWAY.has(response.status) ? shell : response
  } catch {
    return shell
  }
}

async function fromServer(event) {
  return await event.preloadResponse ?? fetch(event.request)
}

function silence() {
  return new Promise((_, reject) => { setTimeout(() => reject(new Error("no answer")), PATIENCE_MS) })
}

async function keptOrFetched(request) {
  return await caches.match(request) ?? fetch(request)
}
