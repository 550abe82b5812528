from concurrent.futures import ThreadPoolExecutor

from headway.embedded import Stack


def test_secrets_are_made_once(new_home):
    assert Stack(new_home).secrets == Stack(new_home).secrets


def test_secrets_are_for_their_owner_alone(new_home):
    _ = Stack(new_home).secrets
    assert (new_home / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_each_secret_is_long_and_like_no_other(new_home, directory):
    ours, theirs = Stack(new_home).secrets, Stack(directory / "other").secrets
    values = [*vars(ours).values(), *vars(theirs).values()]
    assert len(set(values)) == 8
    assert min(map(len, values)) == 64


def test_all_who_ask_first_at_once_get_the_same(new_home):
    with ThreadPoolExecutor(8) as askers:
        answers = list(askers.map(lambda _: Stack(new_home).secrets, range(32)))
    assert len(set(answers)) == 1


def test_secrets_do_not_show_in_logs(new_home):
    secrets = Stack(new_home).secrets
    assert not any(value in repr(secrets) for value in vars(secrets).values())


def test_no_log_or_order_of_the_servers_names_a_secret(home):
    stack = Stack(home)
    with stack.acquire():
        texts = [path.read_text() for path in (*home.glob("*.log"), home / "plan.json")]
    assert not any(value in text for value in vars(stack.secrets).values() for text in texts)
