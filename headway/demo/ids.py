"""UUIDs of version 7 (RFC 9562, 5.7) for instants of the past, from random numbers that can be had again."""

from headway.demo.chance import Chance

VERSION, VARIANT = 7 << 76, 2 << 62


def new_id(chance: Chance, at: int) -> bytes:
    """The 16 bytes of an id made at the instant `at`, in microseconds since 1970."""
    noise = chance.getrandbits(74)
    return (at // 1000 << 80 | VERSION | noise >> 62 << 64 | VARIANT | noise & (1 << 62) - 1).to_bytes(16)
