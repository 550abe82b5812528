const ADDRESS = "/service-worker.js"

/** Have the service worker keep the files of this release; where browsers have none, the page needs the network. */
export async function register() {
  if (!navigator.serviceWorker) return
  const policy = globalThis.trustedTypes?.createPolicy("headway", { createScriptURL })
  try {
    await navigator.serviceWorker.register(policy?.createScriptURL(ADDRESS) ?? ADDRESS, { updateViaCache: "none" })
  } catch (error) {
    // Forbidden by the person's settings, or the network went: the next page tries again.
    if (!["SecurityError", "TypeError", "AbortError", "InvalidStateError"].includes(error.name)) throw error
  }
}

/** The only script that is ever named by a text. */
function createScriptURL(address) {
  if (address !== ADDRESS) throw new TypeError("Not a script of ours.")
  return address
}
