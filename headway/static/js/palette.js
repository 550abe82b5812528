import Finder from "./vendor/ufuzzy/ufuzzy.js"

/*
 * What the palette shows for what is typed: groups of options `{ key, name, ranges, task | command, given }`. `ranges`
 * are the places of the hits in the name, two numbers each. Knows no page.
 */
const FEW_TASKS = 5
const MOST_TASKS = 6
// With more matches than this nobody has typed enough for an order to mean much.
const MOST_RANKED = 1000
const MOST_WORDS_IN_ANY_ORDER = 3
// Up to two letters may be left out between two: "lnch" finds "launch".
const LEFT_OUT = 2

const finder = new Finder({
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: "\\p{Ll}\\p{Lu}",
  intraBound: "\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}",
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
  intraIns: LEFT_OUT,
})

/**
 * The groups for `query`. `tasks` are those at hand, the ones in sight first; `found` those that the server named for
 * this query; `commands` what can be done now; `recent` the keys of what was chosen lately, newest first.
 */
export function groupsFor(query, { tasks, found = [], commands, recent = [] }) {
  const words = query.trim()
  const [goTo, acts] = [commands.filter(({ group }) => group === "Go to"), commands.filter(({ group }) => group !== "Go to")]
  const groups = [
    { name: "Tasks", options: words ? tasksFor(words, tasks, found, recent) : lately(tasks.map(ofTask), recent).slice(0, FEW_TASKS) },
    { name: "Commands", options: [...optionsFor(words, acts.map(ofCommand), recent), ...(words ? [newTask(words, commands)] : [])].filter(Boolean) },
    { name: "Go to", options: optionsFor(words, goTo.map(ofCommand), recent) },
  ]
  return groups.filter(({ options }) => options.length)
}

/** What matches, with its hits: what was chosen lately first, then the better match. */
export function matching(words, options) {
  const names = options.map(({ name, also }) => plain(also ? `${name} ${also}` : name))
  const [places, info, order] = finder.search(names, plain(words), MOST_WORDS_IN_ANY_ORDER, MOST_RANKED)
  if (!places) return []
  if (!order) return places.map((place) => options[place])
  return order.map((rank) => withRanges(options[info.idx[rank]], info.ranges[rank]))
}

function optionsFor(words, options, recent) {
  return lately(words ? matching(words, options) : options, recent)
}

/** What is at hand, then what else the server knows, in its order: an answer must not move what is being read. */
function tasksFor(words, tasks, found, recent) {
  const isNews = new Set(found.map(({ id }) => id))
  const atHand = optionsFor(words, tasks.filter(({ id }) => !isNews.has(id)).map(ofTask), recent).slice(0, MOST_TASKS)
  const hits = new Map(matching(words, found.map(ofTask)).map((option) => [option.key, option]))
  return [...atHand, ...found.map(ofTask).map((option) => hits.get(option.key) ?? option).slice(0, MOST_TASKS)]
}

/** A stable order: newest choice first, everything else as it was. */
function lately(options, recent) {
  const rank = ({ key }) => (recent.includes(key) ? recent.indexOf(key) : recent.length)
  return options.toSorted((one, other) => rank(one) - rank(other))
}

/** Nothing typed is in vain: it can always become a task. */
function newTask(words, commands) {
  const command = commands.find(({ id }) => id === "task.new")
  return command && { key: "new", name: `New task “${words}”`, ranges: [], command, given: { line: words } }
}

/** Hits in words that are not shown have nothing to mark; those with only space between them are one, else it would look lost. */
function withRanges(option, places) {
  const ranges = []
  for (let index = 0; places[index + 1] <= option.name.length; index += 2) {
    if (index && !option.name.slice(places[index - 1], places[index]).trim()) ranges.pop()
    else ranges.push(places[index])
    ranges.push(places[index + 1])
  }
  return { ...option, ranges }
}

const ofTask = (task) => ({ key: `task ${task.id}`, name: task.title, ranges: [], task })

const ofCommand = (command) => ({ key: `command ${command.id}`, name: command.name, also: command.also, ranges: [], command })

/** A name without accents and in one case, letter for letter where that is possible. */
function plain(name) {
  const bare = Finder.latinize(name)
  return bare.length === name.length ? bare : name
}
