"""The stylesheets, joined into one response in the order of their layers.

`css/app.css` states that order and nothing else. A layer is a file `css/<layer>.css`, a folder `css/<layer>/`, or both;
within a layer the order is the alphabet's, which must not matter: files of one layer never override each other.
"""

import re

JOINED = "css/app.css"
ORDER = re.compile(r"@layer\s+([a-z, ]+);")
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def join(files: dict[str, bytes]) -> bytes:
    """All stylesheets without their comments; raises `ValueError` for one that no layer claims."""
    order = ORDER.search(files[JOINED].decode())
    if order is None:
        raise ValueError(f"{JOINED} states no order of layers.")
    names = [path for layer in order[1].split(",") for path in members(layer.strip(), files)]
    if unclaimed := {path for path in files if path.endswith(".css")} - {JOINED, *names}:
        raise ValueError(f"No layer claims {', '.join(sorted(unclaimed))}.")
    return COMMENT.sub("", "\n".join(files[path].decode() for path in [JOINED, *names])).encode()


def members(layer: str, files: dict[str, bytes]) -> list[str]:
    """The files of one layer in their order."""
    return sorted(path for path in files if path == f"css/{layer}.css" or path.startswith(f"css/{layer}/"))
