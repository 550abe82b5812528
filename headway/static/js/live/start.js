import "../elements/sync-state.js"
import * as feed from "./feed.js"
import * as leading from "./leading.js"
import * as numbers from "./numbers.js"
import * as liveScreen from "./screen.js"
import * as sessions from "./sessions.js"
import * as wash from "./wash.js"

/* What happens elsewhere comes to this page: loaded after it stands, because it stands without it. */
feed.begin(Number(document.body.dataset.eventId))
numbers.start()
liveScreen.start()
sessions.start()
wash.start()
feed.events.addEventListener("feed:state", ({ detail: { before } }) => {
  // What was asked for while nobody answered was not answered.
  if (before === "down" && feed.feed.state !== "down") liveScreen.catchUpWithEverything()
})
leading.start()
