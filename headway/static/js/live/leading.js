import { api } from "../api.js"
import * as channel from "../channel.js"
import { person } from "../person.js"
import { Connection } from "./connection.js"
import * as feed from "./feed.js"

/*
 * One tab of a person reads the stream for all of them: the one that holds a Web Lock. When it is closed the lock goes
 * to the next one, which goes on after the last event that it heard of. A hidden tab that lost the server is slow to come
 * back, because browsers slow its clock down; then a tab that is looked at takes the lock away from it.
 */
const LOCK = `headway:stream:${person.id}`
const SPEAK_EVERY_MS = 10_000
const LOOK_EVERY_MS = 5000
const DOUBTFUL_MS = 20_000
const SILENT_MS = 30_000

let leadership = null
let connection = null
let waiting = null
let heardAt = 0
let lookedAt = 0
let isLeaderHidden = false

/** Follow the stream from now on, by reading it or by listening to the tab that does. */
export function start() {
  channel.events.addEventListener("feed:joined", ({ detail }) => answer(detail))
  channel.events.addEventListener("feed:news", ({ detail }) => feed.hear(detail))
  channel.events.addEventListener("feed:state", ({ detail }) => follow(detail))
  document.addEventListener("visibilitychange", wake)
  addEventListener("online", wake)
  addEventListener("offline", () => connection?.restart())
  // A page that is put aside for Back must hold nothing; when it comes back it begins anew.
  for (const type of ["pagehide", "freeze"]) addEventListener(type, leave, { capture: true })
  for (const type of ["pageshow", "resume"]) addEventListener(type, join, { capture: true })
  setInterval(look, LOOK_EVERY_MS)
  setInterval(() => leadership && speak(), SPEAK_EVERY_MS)
  lookedAt = Date.now()
  join()
}

function join() {
  if (waiting) return
  waiting = new AbortController()
  // Half of the patience is used up already: a leader answers in a moment.
  heardAt = Date.now() - DOUBTFUL_MS
  channel.tell("feed:joined", { position: feed.position() })
  seek({ signal: waiting.signal })
}

function leave() {
  waiting?.abort()
  waiting = null
  resign()
}

function resign() {
  leadership?.abort()
  leadership = connection = null
}

/** Wait for the lock, or take it with `steal`, and lead for as long as it is held. */
async function seek(options) {
  // Over plain http there are no locks: each tab reads for itself.
  if (!navigator.locks) return lead()
  try {
    await navigator.locks.request(LOCK, options, lead)
  } catch (error) {
    if (error.name !== "AbortError") throw error
    // Another tab took it away, or this page was put aside.
    resign()
    if (waiting && !options.steal) return seek({ signal: waiting.signal })
  }
  return undefined
}

async function lead() {
  leadership = new AbortController()
  const { signal } = leadership
  connection = new Connection({
    position: feed.position,
    ask: () => api("GET", "/api/analytics", undefined, { signal }),
    isSeen: () => !document.hidden,
    onMessage: share,
    onRemark: speak,
    onState(state, isAnswering) {
      if (signal.aborted) return
      feed.become(state, isAnswering)
      speak()
    },
  })
  await connection.run(signal)
}

/** Pass on what the stream said: a tab hears only what it has not heard. */
function share(message) {
  channel.tell("feed:news", message)
  feed.hear(message)
}

/** Tell the other tabs how things stand. */
function speak() {
  channel.tell("feed:state", { ...feed.feed, isHidden: document.hidden })
}

/** A tab has come, and has heard everything up to `position`. */
function answer({ position }) {
  if (!leadership) return
  const missed = feed.since(position)
  if (missed) for (const message of missed) channel.tell("feed:news", message)
  else channel.tell("feed:news", { kind: "resync", id: feed.position() })
  speak()
}

function follow({ state, isAnswering, isHidden }) {
  if (leadership) return
  heardAt = Date.now()
  isLeaderHidden = isHidden
  feed.become(state, isAnswering)
  look()
}

/** This page is looked at again, or the network is back: see at once whether anything was lost meanwhile. */
function wake() {
  if (leadership) speak()
  connection?.hurry()
  look()
}

/** See to it that somebody leads who can. */
function look() {
  const sleptMs = Date.now() - lookedAt
  lookedAt = Date.now()
  if (leadership) return sleptMs > LOOK_EVERY_MS + DOUBTFUL_MS ? connection.hurry() : undefined
  if (document.hidden || !waiting) return undefined
  const silentMs = Date.now() - heardAt
  const isStuck = isLeaderHidden && ["down", "polling"].includes(feed.feed.state)
  if (isStuck || silentMs > SILENT_MS) return takeOver()
  if (silentMs > DOUBTFUL_MS) channel.tell("feed:joined", { position: feed.position() })
  return undefined
}

function takeOver() {
  heardAt = Date.now()
  seek({ steal: true })
}
