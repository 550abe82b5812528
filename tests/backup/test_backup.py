import stat
from importlib.metadata import version
from pathlib import Path

import pytest

from headway.starting import migrate
from tests import factories
from tests.client import Client

# One backup a release, as that release wrote it: `headway backup` of `headway demo-data --users 12 --tasks 150`.
FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def origin(make_database_app):
    """An app with one person, Alice, who has three tasks."""
    app = make_database_app()
    with app.app_context():
        migrate()
        app.alice = factories.make_person("Alice", email="alice@people.example")
    hers = Client(app).as_(app.alice)
    for title in ("One", "Two", "Three"):
        hers.post("/api/tasks", json={"title": title, "status": "completed" if title == "One" else "pending"})
    return app


@pytest.fixture
def saved(origin, run, tmp_path):
    """A backup of that."""
    path = tmp_path / "one.backup"
    assert run(origin, "backup", path)[0] == 0
    return path


def titles(client):
    return {task["title"] for task in client.get("/api/tasks").get_json()["tasks"]}


def sign_in(app):
    client = Client(app)
    body = {"email": "alice@people.example", "password": factories.PASSWORD}
    assert client.post("/api/users/login", json=body).status_code == 200
    return client


def test_everything_comes_back_in_an_empty_database(saved, make_database_app, run):
    app = make_database_app()
    code, said = run(app, "restore", saved)
    assert (code, "1 accounts are restored" in said) == (0, True)
    hers = sign_in(app)
    assert titles(hers) == {"One", "Two", "Three"}
    assert hers.get("/api/analytics").get_json()["completed"] == 1
    assert hers.get("/api/analytics/leaderboard?window=all").get_json()["you"]["points"] == 2
    assert run(app, "counts", "verify")[0] == 0
    assert run(app, "leaderboard", "verify")[0] == 0


def test_only_its_owner_may_read_a_backup(saved):
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert [path.name for path in saved.parent.iterdir()] == [saved.name]


def test_a_backup_is_not_written_over_unasked(origin, saved, run):
    before = saved.read_bytes()
    code, said = run(origin, "backup", saved)
    assert (code, "--force" in said) == (1, True)
    assert saved.read_bytes() == before
    assert run(origin, "backup", saved, "--force")[0] == 0


def test_accounts_are_not_replaced_unasked(origin, saved, run):
    code, said = run(origin, "restore", saved)
    assert (code, "holds 1 accounts" in said, "--replace" in said) == (1, True, True)
    assert len(titles(sign_in(origin))) == 3


def test_a_backup_takes_the_place_of_what_came_after_it(origin, saved, run):
    hers = Client(origin).as_(origin.alice)
    hers.post("/api/tasks", json={"title": "Later"})
    assert run(origin, "restore", saved, "--replace")[0] == 0
    assert titles(sign_in(origin)) == {"One", "Two", "Three"}


def test_nobody_is_let_in_by_a_session_of_before(origin, saved, run):
    hers = Client(origin).as_(origin.alice)
    run(origin, "backup", saved, "--force")
    assert hers.post("/api/users/logout").status_code == 204
    thief = hers.copy()
    run(origin, "restore", saved, "--replace")
    assert thief.get("/api/users/me").status_code == 401


@pytest.mark.parametrize("kept", [10, 0.5, 0.95], ids=["ten bytes", "half", "all but the end"])
def test_a_damaged_backup_changes_nothing(origin, saved, run, kept):
    raw = saved.read_bytes()
    saved.write_bytes(raw[: kept if kept > 1 else int(len(raw) * kept)])
    code, said = run(origin, "restore", saved, "--replace")
    assert (code, "Nothing was changed" in said) == (1, True)
    assert len(titles(sign_in(origin))) == 3
    assert run(origin, "counts", "verify")[0] == 0


def test_another_file_is_no_backup(origin, run, tmp_path):
    (tmp_path / "notes").write_text("Buy milk")
    code, said = run(origin, "restore", tmp_path / "notes", "--replace")
    assert (code, "is not a backup of Headway" in said) == (1, True)


def test_a_backup_of_a_newer_version_is_refused(origin, run, tmp_path):
    with origin.app_context(), origin.extensions["sqlalchemy"].engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    run(origin, "backup", tmp_path / "new.backup")
    code, said = run(origin, "restore", tmp_path / "new.backup", "--replace")
    assert (code, "newer version" in said) == (1, True)


def test_a_place_that_cannot_be_written_is_said(origin, run, tmp_path):
    code, said = run(origin, "backup", tmp_path / "nowhere" / "one.backup")
    assert (code, "No backup was made" in said) == (1, True)


def test_an_empty_database_has_nothing_to_back_up(make_database_app, run, tmp_path):
    code, said = run(make_database_app(), "backup", tmp_path / "one.backup")
    assert (code, "nothing to back up" in said) == (1, True)


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.backup")), ids=lambda path: path.stem)
def test_a_backup_of_every_release_comes_back_in_this_one(path, make_database_app, run):
    app = make_database_app()
    code, said = run(app, "restore", path)
    assert (code, "accounts are restored" in said) == (0, True)
    assert run(app, "counts", "verify")[0] == 0
    assert run(app, "leaderboard", "verify")[0] == 0
    _, said = run(app, "doctor", "--deep")
    unwell = [line.partition(":")[0] for line in said.splitlines() if line.startswith("FAIL")]
    assert unwell == ["FAIL  Durability"], said  # the tests' PostgreSQL does not wait for the disk


def test_every_release_has_a_backup():
    assert (FIXTURES / f"{version('headway')}.backup").is_file()
