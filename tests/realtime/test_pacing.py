"""What is done for many, a few at a time."""

from types import SimpleNamespace

import pytest

from headway.realtime import pacing
from headway.realtime.pacing import a_few_at_a_time


@pytest.mark.parametrize("number", [0, 1, 25, 26, 60])
def test_everything_comes_once_and_in_order(number):
    portions = list(a_few_at_a_time(range(number)))
    assert [item for portion in portions for item in portion] == list(range(number))
    assert all(len(portion) <= pacing.AT_ONCE for portion in portions)


def test_there_is_a_rest_between_two_portions_and_nowhere_else(monkeypatch):
    rests = []
    monkeypatch.setattr(pacing, "time", SimpleNamespace(sleep=rests.append))
    assert len(list(a_few_at_a_time(range(60)))) == 3
    assert rests == [pacing.REST_SECONDS] * 2
