"""Two tabs of one browser and one of another, a network that comes, goes, slows and swallows answers, a browser that is
killed: at the end the server has what the people did, once, and every tab shows what the server has.

The ledger holds what each device wrote into each field, in its order. A field that one device wrote ends with its last
word; one that both wrote ends with the last word of one of them, as the person decided.
"""

import os
import random
import signal
import time
from collections import defaultdict
from pathlib import Path

import pytest

from tests.browser.conftest import FLAGS, TIMEOUT_MS, settle
from tests.browser.test_offline import REST_OF_A_PAGE, be_ready, sign_in

IS_LONG = os.environ.get("HEADWAY_OFFLINE") == "1"
SEEDS = range(20) if IS_LONG else range(1)
OPERATIONS = 300 if IS_LONG else 60
KILLS = 2 if IS_LONG else 1
PATIENCE_SECONDS = 120 if IS_LONG else 60
VALUES = {
    "priority": ("low", "medium", "high"),
    "status": ("pending", "in_progress", "completed"),
    "due_date": ("2030-01-01", "2030-01-02", None),
}
# Of what is sent, some answers are lost and some come late: the server has it, and the page does not know.
LOSSES = """(share) => {
    const whole = globalThis.fetch
    globalThis.fetch = async (address, options) => {
        const reply = await whole(address, options)
        if (!String(address).startsWith("/api/tasks") || options.method === "GET") return reply
        if (globalThis.isCalm) return reply
        if (Math.random() < share / 2) await new Promise((go) => setTimeout(go, 400 * Math.random()))
        if (Math.random() < share) throw new TypeError("the answer was lost")
        return reply
    }
}"""
DO = f"""async ([kind, id, fields]) => {{
    const [acts, tasks] = [await ({REST_OF_A_PAGE})("acts.js"), await ({REST_OF_A_PAGE})("tasks.js")]
    const creating = await ({REST_OF_A_PAGE})("creating.js")
    if (kind !== "create" && !tasks.get(id)) return false
    const deeds = {{
        create: () => creating.create([[{{ id, ...fields }}]]),
        update: () => acts.change([id], fields),
        delete: () => acts.remove([id]),
        restore: () => acts.restore([id]),
    }}
    deeds[kind]()
    await tasks.kept()
    return true
}}"""
KNOWS = f"""async ([id, fields]) => {{
    const tasks = await ({REST_OF_A_PAGE})("tasks.js")
    const has = () => Object.entries(fields).every(([name, value]) => tasks.get(id)?.[name] === value)
    const until = Date.now() + 2000
    while (!has() && Date.now() < until) await new Promise((go) => setTimeout(go, 5))
}}"""
# Give the person's answer to each question in sight; gives what is left, and the errors that were no questions.
DECIDE = f"""async (answers) => {{
    const [troubles, tasks] = [await ({REST_OF_A_PAGE})("troubles.js"), await ({REST_OF_A_PAGE})("tasks.js")]
    globalThis.isCalm = true
    const refused = []
    for (const [id, answer] of answers) {{
        const trouble = troubles.of(id)
        // What the person has deleted since they need not decide.
        const keeps = answer && !tasks.get(id)?.deleted_at
        if (trouble?.keepMine) await trouble[keeps ? "keepMine" : "useTheirs"]()
        else if (trouble) refused.push(trouble.text)
    }}
    return {{ left: await tasks.flush(), refused }}
}}"""
# What is left on this device when nobody has patience any more.
LEFT = f"""async () => {{
    const {{ open }} = await ({REST_OF_A_PAGE})("offline/database.js")
    return JSON.stringify(await (await open()).getAll("outbox"))
}}"""
DIFFERENCES = f"""async (server) => {{
    const tasks = await ({REST_OF_A_PAGE})("tasks.js")
    const {{ listing }} = await ({REST_OF_A_PAGE})("listing.js")
    const names = ["title", "status", "priority", "due_date"]
    const wrong = () => listing.ids.filter((id) => names.some((name) => tasks.get(id)?.[name] !== server[id]?.[name]))
    const until = Date.now() + 20000
    while (wrong().length && Date.now() < until) await new Promise((go) => setTimeout(go, 50))
    return wrong()
}}"""


class Ledger:
    """What the people did: for each task and field the words of each device, in their order."""

    def __init__(self):
        self.words = defaultdict(lambda: defaultdict(list))
        self.owners = {}
        self.deleted = set()
        self.ever_deleted = set()

    def write(self, device, task, fields):
        for name, value in fields.items():
            self.words[task, name][device].append(value)

    def allows(self, task, name):
        """The values that the field may end with."""
        return {words[-1] for words in self.words[task, name].values()}


class Device:
    """A browser with its tabs, its network, and its memory on the disk."""

    def __init__(self, launch, chance, share):
        self._launch, self._chance, self._share = launch, chance, share
        self.is_offline = False

    def open(self, tabs):
        self.profile = self._launch(self.is_offline)
        self.profile.add_init_script(f"({LOSSES})({self._share})")
        self.pages = [self._tab() for _ in range(tabs)]

    def _tab(self):
        page = self.profile.new_page()
        page.goto("/all")
        settle(page)
        return page

    def turn(self, is_offline):
        self.is_offline = is_offline
        self.profile.set_offline(is_offline)

    def slow(self, latency_ms):
        for page in self.pages:
            session = self.profile.new_cdp_session(page)
            speed = {"downloadThroughput": 100_000, "uploadThroughput": 50_000} if latency_ms else {}
            whole = {
                "offline": self.is_offline,
                "latency": latency_ms,
                "downloadThroughput": -1,
                "uploadThroughput": -1,
            }
            session.send("Network.emulateNetworkConditions", whole | speed)


def process_of(folder):
    """The browser's own process, by the profile that it was started with."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().decode().split("\0")
        except (FileNotFoundError, ProcessLookupError):
            continue  # ended while we looked
        if f"--user-data-dir={folder}" in words and not any(word.startswith("--type=") for word in words):
            return int(place.name)
    raise LookupError(folder)


@pytest.fixture
def devices(browser, chromium, app, product, alice, tmp_path):
    """Make the devices of a run: `devices(chance)` gives the one with two tabs and the one with one."""
    profiles = []

    def make(chance):
        def launcher(name):
            def launch(is_offline):
                options = {"locale": "en-GB", "reduced_motion": "reduce", "base_url": product, "offline": is_offline}
                profile = browser.browser_type.launch_persistent_context(
                    tmp_path / name, executable_path=chromium, args=FLAGS, **options
                )
                profile.set_default_timeout(TIMEOUT_MS * 2)
                # A browser that is killed may not have written down its newest cookies; the session is still hers.
                sign_in(profile, app, alice, product)
                profiles.append(profile)
                return profile

            return launch

        both = [Device(launcher("two-tabs"), chance, 0.15), Device(launcher("one-tab"), chance, 0.1)]
        both[0].folder = tmp_path / "two-tabs"
        return both

    yield make
    for profile in profiles:
        profile.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_or_doubled_whatever_the_network_does(devices, alice, client, seed):
    chance = random.Random(seed)
    ledger = Ledger()
    both = devices(chance)
    both[0].open(2)
    both[1].open(1)
    for device in both:
        be_ready(device.pages[0])
    deaths = sorted(chance.sample(range(OPERATIONS // 4, OPERATIONS), KILLS))
    for number in range(OPERATIONS):
        if number in deaths:
            die_and_come_back(both[0], chance)
        if chance.random() < 0.12:
            shake(chance.choice(both), chance)
        act(both, chance, ledger, f"{seed}.{number}")
    come_to_rest(both, chance, ledger)
    compare(client.as_(alice), both, ledger)


def die_and_come_back(device, chance):
    """The browser is killed, and is opened again, perhaps still without a network."""
    os.kill(process_of(device.folder), signal.SIGKILL)
    device.is_offline = chance.random() < 0.5
    device.open(2)


def shake(device, chance):
    """Something happens to the network."""
    event = chance.choice(("cut", "cut", "restore", "slow", "fast"))
    if event in ("cut", "restore"):
        device.turn(event == "cut")
    elif not device.is_offline:
        device.slow(chance.randint(100, 600) if event == "slow" else 0)


def act(both, chance, ledger, name):
    """Somebody does something in one of the tabs; the other tab of the browser hears of it before it is used."""
    place = chance.choice((0, 0, 1))
    device = both[place]
    page = chance.choice(device.pages)
    kind, task, fields = choose(chance, ledger, place, name)
    if not page.evaluate(DO, [kind, task, fields]):
        return
    if kind == "create":
        ledger.owners[task] = place
    if kind == "delete":
        ledger.deleted.add(task)
        ledger.ever_deleted.add(task)
    if kind == "restore":
        ledger.deleted.discard(task)
    ledger.write(place, task, fields)
    for other in device.pages:
        if other != page and kind in ("create", "update"):
            other.evaluate(KNOWS, [task, fields])


def choose(chance, ledger, place, name):
    """What to do next: `(kind, id, fields)`."""
    alive = [task for task in ledger.owners if task not in ledger.deleted]
    own = [task for task in alive if ledger.owners[task] == place]
    dice = chance.random()
    # What was in the trash may be there still for the other device, which would be refused.
    at_hand = [task for task in alive if ledger.owners[task] == place or task not in ledger.ever_deleted]
    if dice < 0.25 or not at_hand:
        return "create", uuid7(chance), {"title": f"New {name}", "priority": chance.choice(VALUES["priority"])}
    if dice < 0.3 and [task for task in own if is_only(ledger, task, place)]:
        return "delete", chance.choice([task for task in own if is_only(ledger, task, place)]), {}
    gone = [task for task in ledger.deleted if ledger.owners[task] == place]
    if dice < 0.34 and gone:
        return "restore", chance.choice(sorted(gone)), {}
    field = chance.choice(("title", "title", *VALUES))
    value = f"Title {name}" if field == "title" else chance.choice(VALUES[field])
    return "update", chance.choice(at_hand), {field: value}


def is_only(ledger, task, place):
    """Whether nobody but this device has written to the task."""
    return all(set(words) <= {place} for (other, _), words in ledger.words.items() if other == task)


def uuid7(chance):
    """An id as the page makes them, from the run's own chance."""
    text = f"{int(time.time() * 1000):012x}7{chance.getrandbits(12):03x}{0x8000 | chance.getrandbits(14):04x}"
    text += f"{chance.getrandbits(48):012x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def come_to_rest(both, chance, ledger):
    """The network is back; questions are answered until none is left and nothing waits."""
    for device in both:
        device.turn(False)
        device.slow(0)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        answers = [
            page.evaluate(DECIDE, [[task, chance.random() < 0.5] for task in ledger.owners])
            for device in both
            for page in device.pages
        ]
        assert not [text for answer in answers for text in answer["refused"]]
        if not any(answer["left"] for answer in answers):
            return
        assert time.monotonic() < deadline, [page.evaluate(LEFT) for device in both for page in device.pages]


def compare(client, both, ledger):
    """The server against the ledger, then every tab against the server."""
    server = {}
    for query in ("limit=100", "limit=100&deleted=true"):
        page = client.get(f"/api/tasks?{query}").get_json()
        while True:
            server |= {task["id"]: task for task in page["tasks"]}
            if not page["next"]:
                break
            page = client.get(f"/api/tasks?{query}&cursor={page['next']}").get_json()
    assert set(server) == set(ledger.owners)
    assert {task for task, stored in server.items() if stored["deleted_at"]} == ledger.deleted
    wrong = {
        (task, name): (server[task][name], words)
        for (task, name), words in ledger.words.items()
        if server[task][name] not in ledger.allows(task, name)
    }
    assert not wrong
    for device in both:
        for page in device.pages:
            assert page.evaluate(DIFFERENCES, server) == []
