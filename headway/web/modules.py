"""The graph of the ES modules, read from their import statements.

A browser finds out what a module imports only when it has it. With the whole graph in the page as `modulepreload` all
of them are asked for at once. What is loaded later by `import()` is not part of it: that is the purpose of `import()`.
"""

import posixpath
import re
from collections.abc import Sequence

STATIC_IMPORT = re.compile(r"""^\s*(?:import|export)\b(?:[^'"()]*?\bfrom\s*)?\s*["'](\.[^"']+)["']""", re.MULTILINE)


def imports(files: dict[str, bytes]) -> dict[str, list[str]]:
    """For each module the modules that it imports."""
    scripts = {path: body.decode() for path, body in files.items() if path.endswith(".js")}
    return {path: [resolve(path, target) for target in STATIC_IMPORT.findall(text)] for path, text in scripts.items()}


def resolve(module: str, target: str) -> str:
    """The path that `target` means inside `module`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(module), target))


def reachable(entries: Sequence[str], graph: dict[str, list[str]]) -> list[str]:
    """What the entries import, directly or not, nearest first, without the first entry: the page names that itself."""
    found: dict[str, None] = dict.fromkeys(entries)
    waiting = list(entries)
    while waiting:
        for target in graph.get(waiting.pop(0), ()):
            if target in graph and target not in found:
                found[target] = None
                waiting.append(target)
    return list(found)[1:]
