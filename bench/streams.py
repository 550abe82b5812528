"""What do open event streams cost? Memory for each, and the API's latency with and without them, at the same rate.

`python -m bench.streams --streams 5000 --seconds 20 --rate 100`
"""

import argparse
import asyncio
import json
import resource
import time
from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit

from bench.stage import SignedIn, Stage, cpu_seconds, percentile, pss_mb, stage

STREAMS_EACH = 2
STREAMS, RATE = 5_000, 100  # requests a second, one in ten of them completes a task and so moves the board of everybody
OPENING_AT_ONCE = 50


@dataclass
class Seen:
    """What the clients saw."""

    latencies_ms: list[float] = field(default_factory=list)
    frames: int = 0
    ended: int = 0


@dataclass(frozen=True)
class Result:
    """The answer, in the units of its names."""

    streams: int
    rate: int
    memory_before_mb: float
    memory_with_mb: float
    kb_a_stream: float
    api_p50_ms_without: float
    api_p95_ms_without: float
    api_p99_ms_without: float
    api_p50_ms_with: float
    api_p95_ms_with: float
    api_p99_ms_with: float
    frames: int
    server_cpu_share_without: float
    server_cpu_share_with: float
    streams_lost: int


class Client:
    """Requests over connections that are kept open."""

    def __init__(self, url: str, people: list[SignedIn]) -> None:
        self.host, self.port = urlsplit(url).hostname, urlsplit(url).port
        self.people = people

    async def call(self, person: SignedIn, method: str, path: str, body: object = None) -> dict:
        """One request on a connection of its own; gives the JSON answer."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            raw = b"" if body is None else json.dumps(body).encode()
            writer.write(self._head(person, method, path, len(raw)) + raw)
            await writer.drain()
            answer = await reader.read()
        finally:
            writer.close()
        head, _, text = answer.partition(b"\r\n\r\n")
        assert head.split()[1] in (b"200", b"201"), head
        return json.loads(text)

    async def follow(self, person: SignedIn, seen: Seen, is_open: asyncio.Event) -> None:
        """Open a stream and count what comes until it ends."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        writer.write(self._head(person, "GET", "/api/events", 0, keep=True))
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            assert b" 200 " in head, head
            while chunk := await reader.read(65536):
                seen.frames += chunk.count(b"\nevent: ")
                is_open.set()
            seen.ended += 1
        finally:
            writer.close()

    def _head(self, person: SignedIn, method: str, path: str, length: int, *, keep: bool = False) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", f"Cookie: {person.cookie}"]
        lines += [f"X-CSRF-TOKEN: {person.csrf}", f"Content-Length: {length}"] if method != "GET" else []
        lines += ["Content-Type: application/json"] if length else []
        lines += [] if keep else ["Connection: close"]
        return "\r\n".join([*lines, "", ""]).encode()


async def load(client: Client, rate: int, seconds: int, seen: Seen) -> None:
    """Ask at a steady rate, whatever the answers take."""
    began, asked = time.monotonic(), []
    for number in range(rate * seconds):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        asked.append(asyncio.create_task(ask(client, number, seen)))
    await asyncio.gather(*asked)


async def ask(client: Client, number: int, seen: Seen) -> None:
    """A page of tasks, or every tenth time a task that is done."""
    person = client.people[number * 7919 % len(client.people)]
    began = time.monotonic()
    if number % 10:
        await client.call(person, "GET", "/api/tasks")
    else:
        await client.call(person, "POST", "/api/tasks", {"title": "Done", "status": "completed"})
    seen.latencies_ms.append((time.monotonic() - began) * 1000)


async def open_streams(client: Client, count: int, seen: Seen) -> list[asyncio.Task]:
    """`count` open streams, some at a time."""
    following = []
    for place in range(0, count, OPENING_AT_ONCE):
        flags = [asyncio.Event() for _ in range(min(OPENING_AT_ONCE, count - place))]
        for offset, flag in enumerate(flags):
            person = client.people[(place + offset) // STREAMS_EACH]
            following.append(asyncio.create_task(client.follow(person, seen, flag)))
        await asyncio.wait_for(asyncio.gather(*(flag.wait() for flag in flags)), 60)
    return following


def measure(there: Stage, streams: int, rate: int, seconds: int) -> Result:
    """The same load without streams and with them."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    people = there.people(-(-streams // STREAMS_EACH), skip=1)
    return asyncio.run(_measure(there, Client(there.url, people), streams, rate, seconds))


async def _measure(there: Stage, client: Client, streams: int, rate: int, seconds: int) -> Result:
    workers, alone, together = there.service.workers, Seen(), Seen()
    await load(client, rate, 3, Seen())  # pools, caches and codecs are warm from here on
    before, cpu = pss_mb(workers), _cpu(workers)
    await load(client, rate, seconds, alone)
    cpu_alone = _cpu(workers) - cpu
    following = await open_streams(client, streams, together)
    opened, cpu = together.frames, _cpu(workers)
    memory = pss_mb(workers)
    await load(client, rate, seconds, together)
    cpu_together = _cpu(workers) - cpu
    lost = together.ended
    for task in following:
        task.cancel()
    return Result(
        streams=streams,
        rate=rate,
        memory_before_mb=round(before, 1),
        memory_with_mb=round(memory, 1),
        kb_a_stream=round((memory - before) * 1024 / streams, 1),
        api_p50_ms_without=round(percentile(alone.latencies_ms, 0.5), 1),
        api_p95_ms_without=round(percentile(alone.latencies_ms, 0.95), 1),
        api_p99_ms_without=round(percentile(alone.latencies_ms, 0.99), 1),
        api_p50_ms_with=round(percentile(together.latencies_ms, 0.5), 1),
        api_p95_ms_with=round(percentile(together.latencies_ms, 0.95), 1),
        api_p99_ms_with=round(percentile(together.latencies_ms, 0.99), 1),
        frames=together.frames - opened,
        server_cpu_share_without=round(cpu_alone / seconds, 2),
        server_cpu_share_with=round(cpu_together / seconds, 2),
        streams_lost=lost,
    )


def _cpu(workers: list[int]) -> float:
    return sum(map(cpu_seconds, workers))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=STREAMS)
    parser.add_argument("--rate", type=int, default=RATE)
    parser.add_argument("--seconds", type=int, default=20)
    options = parser.parse_args()
    with stage() as there:
        print(json.dumps(asdict(measure(there, options.streams, options.rate, options.seconds)), indent=2))


if __name__ == "__main__":
    main()
