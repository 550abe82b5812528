"""Who the demo people are."""

from collections import Counter

import pytest

from headway.accounts.password_choice import check_choice
from headway.accounts.schemas import Registration
from headway.demo.people import CULTURES, PASSWORD, people
from tests.demo.conftest import END


@pytest.fixture(scope="module")
def crowd():
    return list(people(3_000, seed=1, end=END, numbers=range(1, 3_001)))


def test_everybody_could_have_registered_like_this(crowd):
    for person in crowd:
        values = {"name": person.name, "email": person.email, "timezone": person.zone, "password": PASSWORD}
        assert Registration(**values).model_dump() == values
        check_choice(PASSWORD, "password", person.name, person.email)


def test_they_come_from_everywhere_and_few_share_a_name(crowd):
    zones = Counter(person.zone for person in crowd)
    assert zones.keys() == {zone for culture in CULTURES for zone in culture.zones}
    assert len({person.name for person in crowd}) > 2_900


def test_most_show_their_name_on_the_board_and_some_do_not(crowd):
    listings = Counter(person.listing for person in crowd)
    assert listings["name"] > 2_400
    assert listings["anonymous"] > listings["hidden"] > 50


def test_they_joined_one_after_another_and_their_ids_follow(crowd):
    joined = [person.joined_at for person in crowd]
    assert joined == sorted(joined)
    assert [person.id for person in crowd] == sorted(person.id for person in crowd)


def test_a_person_is_the_same_however_many_there_are(crowd):
    alone = next(people(1, seed=1, end=END, numbers=[1]))
    assert (alone.name, alone.zone, alone.listing) == (crowd[0].name, crowd[0].zone, crowd[0].listing)
