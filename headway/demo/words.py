"""Titles and descriptions of demo tasks, from a small grammar: verbs, objects that go with them, contexts, projects."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from headway.demo.chance import Chance
from headway.tasks.models import LONGEST_TITLE

ENGLISH = "en"
# What comes of a throw between 0 and 1: below the first bound a short title, below the second a long one, …
SHORT, LONG, WITH_PROJECT, WITH_EMOJI = 0.03, 0.04, 0.35, 0.06
WITH_CONTEXT, WITH_DESCRIPTION = 0.55, 0.3
CHECKLIST, ESSAY = 0.2, 0.21  # of the descriptions
MOST_NOTES = 4
NOTES_OF_ESSAY = 40


@dataclass(frozen=True)
class Language:
    """What people write in one language. Whole phrases are made once: joining words a million times would cost more."""

    phrases: tuple[str, ...]
    contexts: tuple[str, ...]
    projects: tuple[str, ...]
    short: tuple[str, ...]
    notes: tuple[str, ...]
    steps: tuple[str, ...]
    emoji: tuple[str, ...]
    gap: str

    def title(self, chance: Chance) -> str:
        """The title of a task: 3 characters or 200, mostly 20 to 50."""
        throw = chance.random()
        if throw < SHORT:
            return chance.pick(self.short)
        if throw < LONG:
            return self._long_title(chance)
        title = self._phrase(chance)
        if throw < WITH_PROJECT:
            title = f"{chance.pick(self.projects)}: {title}"
        if chance.random() < WITH_EMOJI:
            title = f"{chance.pick(self.emoji)} {title}"
        return title

    def description(self, chance: Chance) -> str:
        """The description of a task: mostly none, else some sentences, a list of steps, or rarely pages."""
        if chance.random() >= WITH_DESCRIPTION:
            return ""
        throw = chance.random()
        if throw < CHECKLIST:
            return "\n".join(f"- {step}" for step in self.steps)
        if throw < ESSAY:
            return "\n\n".join(self._sentences(chance, 5) for _ in range(1 + int(chance.random() * NOTES_OF_ESSAY)))
        return self._sentences(chance, 1 + int(chance.random() * MOST_NOTES))

    def _phrase(self, chance: Chance) -> str:
        phrase = chance.pick(self.phrases)
        if chance.random() < WITH_CONTEXT:
            return f"{phrase}{self.gap}{chance.pick(self.contexts)}"
        return phrase

    def _long_title(self, chance: Chance) -> str:
        """What becomes of a title when somebody pastes a whole letter: it ends where the field does."""
        phrases = [self._phrase(chance) for _ in range(3 + int(chance.random() * 20))]
        return "; ".join(phrases)[:LONGEST_TITLE].rstrip()

    def _sentences(self, chance: Chance, number: int) -> str:
        return self.gap.join(chance.pick(self.notes) for _ in range(number))


@cache
def languages() -> dict[str, Language]:
    """The languages by their codes."""
    words = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
    emoji = tuple(words.pop("emoji"))
    return {code: _language(grammar, emoji) for code, grammar in words.items()}


def _language(grammar: dict[str, Any], emoji: tuple[str, ...]) -> Language:
    phrases = tuple(
        grammar["order"].format(verb=verb, object=thing)
        for group in grammar["groups"]
        for verb in group["verbs"]
        for thing in group["objects"]
    )
    lists = {name: tuple(grammar[name]) for name in ("contexts", "projects", "short", "notes", "steps")}
    return Language(phrases=phrases, **lists, emoji=emoji, gap=grammar["gap"])
