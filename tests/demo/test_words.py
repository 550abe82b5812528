"""What demo tasks say."""

from statistics import mean

import pytest

from headway.demo.chance import Chance
from headway.demo.words import languages
from headway.tasks.schemas import NewTask


@pytest.mark.parametrize("code", languages())
def test_the_api_would_take_every_text_as_it_is(code):
    language, chance = languages()[code], Chance(1)
    for _ in range(500):
        title, description = language.title(chance), language.description(chance)
        task = NewTask(title=title, description=description)
        assert (task.title, task.description) == (title, description)


def test_english_titles_are_short_long_and_mostly_in_between():
    lengths = [len(languages()["en"].title(Chance(seed))) for seed in range(5_000)]
    assert min(lengths) == 3
    assert max(lengths) == 200
    assert 25 < mean(lengths) < 50


def test_some_titles_have_emoji_and_few_repeat():
    language, chance = languages()["en"], Chance(1)
    titles = [language.title(chance) for _ in range(5_000)]
    assert any(title.startswith("🐛") for title in titles)
    assert len(set(titles)) > 3_500


def test_some_tasks_have_a_description_and_few_have_pages():
    language, chance = languages()["en"], Chance(1)
    lengths = [len(language.description(chance)) for _ in range(5_000)]
    assert 0.25 < sum(length > 0 for length in lengths) / len(lengths) < 0.35
    assert 2_000 < max(lengths) <= 10_000
