import pytest

from tests.leaderboard.acting import batch, board, create, done, reopen, standings


@pytest.fixture
def people(client, make_person, clock):
    """Anna to Finn, each with an account a minute older than the next one's."""
    browsers = {}
    for name in ("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn"):
        browsers[name] = client.as_(make_person(name))
        clock.advance(minutes=1)
    return browsers


def earn(people, clock, **priorities):
    """Let people complete a task each, one after the other."""
    tasks = {}
    for name, priority in priorities.items():
        clock.advance(minutes=1)
        tasks[name] = done(people[name], priority=priority)
    return tasks


def test_equal_points_share_a_rank_and_the_next_one_counts_them(people, clock):
    earn(people, clock, Anna="medium", Ben="high", Cleo="low", Dan="medium")
    assert standings(people["Anna"]) == [(1, "Ben", 3), (2, "Anna", 2), (2, "Dan", 2), (4, "Cleo", 1)]


def test_of_equal_points_who_reached_them_first_comes_first(people, clock):
    earn(people, clock, Cleo="medium", Anna="medium", Ben="medium")
    assert [name for _, name, _ in standings(people["Anna"])] == ["Cleo", "Anna", "Ben"]


def test_of_equal_points_at_one_instant_the_older_account_comes_first(people):
    for name in ("Cleo", "Anna", "Ben"):
        done(people[name])
    assert [name for _, name, _ in standings(people["Anna"])] == ["Anna", "Ben", "Cleo"]


def test_points_taken_back_move_the_instant_at_which_the_score_was_reached(people, clock):
    tasks = earn(people, clock, Anna="medium", Ben="medium")
    extra = done(people["Anna"])
    clock.advance(minutes=1)
    reopen(people["Anna"], extra)
    assert tasks
    assert [name for _, name, _ in standings(people["Anna"])] == ["Ben", "Anna"]


def test_lines_above_the_cap_do_not_move_it(people, clock):
    for name in ("Anna", "Ben"):
        tasks = [create(people[name], priority="high") for _ in range(34)]
        clock.advance(minutes=1)
        batch(people[name], tasks, changes={"status": "completed"})
    clock.advance(minutes=1)
    done(people["Anna"])
    assert standings(people["Anna"]) == [(1, "Anna", 100), (1, "Ben", 100)]


def test_your_own_row_is_marked(people, clock):
    earn(people, clock, Anna="high", Ben="low")
    assert [row["is_you"] for row in board(people["Ben"])["entries"]] == [False, True]


def test_you_see_up_to_two_people_before_and_after_you(people, clock):
    earn(people, clock, Anna="high", Ben="high", Cleo="medium", Dan="medium", Eve="low", Finn="low")
    you = board(people["Dan"], limit=1)["you"]
    assert (you["rank"], you["points"], you["completed"]) == (3, 2, 1)
    assert [(row["rank"], row["name"]) for row in you["above"]] == [(1, "Ben"), (3, "Cleo")]
    assert [(row["rank"], row["name"]) for row in you["below"]] == [(5, "Eve"), (5, "Finn")]


def test_the_first_has_nobody_above_and_the_last_nobody_below(people, clock):
    earn(people, clock, Anna="high", Ben="low")
    assert board(people["Anna"])["you"]["above"] == []
    assert board(people["Ben"])["you"]["below"] == []


def test_participants_are_all_with_points_however_few_are_shown(people, clock):
    earn(people, clock, Anna="high", Ben="low", Cleo="low")
    seen = board(people["Finn"], limit=2)
    assert (seen["participants"], len(seen["entries"]), seen["you"]) == (3, 2, None)


def test_an_empty_board_is_empty(people):
    seen = board(people["Anna"])
    assert (seen["participants"], seen["entries"], seen["you"]) == (0, [], None)


def test_ten_rows_of_the_week_are_the_default(people):
    assert board(people["Anna"])["window"] == "week"


@pytest.mark.parametrize("query", ["window=year", "limit=0", "limit=101", "limit=x", "window=week&window=all", "x=1"])
def test_what_is_not_asked_for_rightly_is_refused(people, query):
    assert people["Anna"].get(f"/api/analytics/leaderboard?{query}").status_code == 422
