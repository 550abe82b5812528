"""`headway doctor --deep` recounts everything that is kept beside the tasks."""

import pytest

from tests.leaderboard.acting import delete, done, run_command

DAMAGE = {
    "Counters": "UPDATE counts SET tasks = tasks + 1",
    "Events": "DELETE FROM events WHERE number = 2",
    "Points": "UPDATE scores SET points = points + 1",
}


@pytest.fixture
def examine(app, client, alice):
    """The lines of the doctor, after Alice has done and deleted something."""
    me = client.as_(alice)
    delete(me, done(me))
    done(me)

    def run():
        with app.app_context():
            lines = run_command("doctor", "--deep").output.splitlines()
        return {line[6:].partition(":")[0]: line[:4].strip() for line in lines if line[:4] in ("ok  ", "FAIL")}

    return run


def test_what_people_do_is_found_well(examine):
    found = examine()
    assert {name: found[name] for name in DAMAGE} == dict.fromkeys(DAMAGE, "ok")


@pytest.mark.parametrize("subject", DAMAGE)
def test_damage_is_found(examine, sql, subject):
    sql(DAMAGE[subject])
    found = examine()
    assert [name for name in DAMAGE if found[name] == "FAIL"] == [subject]
