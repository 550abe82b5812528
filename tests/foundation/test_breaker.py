import pytest
import redis

from headway.breaker import FAILURES, PAUSE_SECONDS, Breaker


class Silent:
    """A server that doesn't answer, and how often it was asked."""

    def __init__(self, timer):
        self.breaker = Breaker(timer)
        self.asked = 0
        self.is_silent = True

    def ask(self):
        with self.breaker.guarding():
            self.asked += 1
            if self.is_silent:
                raise redis.TimeoutError("silence")


class Timer:
    seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def timer():
    return Timer()


@pytest.fixture
def silent(timer):
    return Silent(timer)


def ask(server, times):
    for _ in range(times):
        with pytest.raises(redis.RedisError):
            server.ask()


def test_after_three_failures_nobody_asks_any_more(silent):
    ask(silent, 100)
    assert silent.asked == FAILURES


def test_after_the_pause_one_caller_tries_for_all(silent, timer):
    ask(silent, 100)
    timer.seconds += PAUSE_SECONDS
    ask(silent, 100)
    assert silent.asked == FAILURES + 1


def test_an_answer_closes_it_again(silent, timer):
    ask(silent, 100)
    timer.seconds += PAUSE_SECONDS
    silent.is_silent = False
    for _ in range(10):
        silent.ask()
    assert silent.asked == FAILURES + 10


def test_failures_that_are_not_in_a_row_do_not_open_it(silent):
    for _ in range(10):
        ask(silent, FAILURES - 1)
        silent.is_silent = False
        silent.ask()
        silent.is_silent = True
    assert silent.asked == 10 * FAILURES


def test_faults_of_our_own_do_not_count(silent):
    for _ in range(10):
        with pytest.raises(ZeroDivisionError), silent.breaker.guarding():
            _ = 1 / 0
    silent.is_silent = False
    silent.ask()
    assert silent.asked == 1
