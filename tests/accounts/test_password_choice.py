import pytest

from headway.accounts.password_choice import check_choice
from headway.errors import Invalid

COMMON = ["password1234", "Password123!", "P@ssw0rd1234", "qwerty123456", "123456789012", "qwertyuiopas"]
COMMON += ["aaaaaaaaaaaa", "abababababab", "abcdefghijkl", "zyxwvutsrqpo", "dragondragon", "2024dragon2024"]
COMMON += ["iloveyou1234", "letmeinletmein", "administrator", "987654321098", "passwordpassword", "!!!football!!!"]
PERSONAL = ["aliceliddell", "AliceLiddell1865", "alice.liddell@a.test", "liddell-alice-12", "headwayalice1"]
GOOD = ["correct horse battery staple", "seven quiet otters", "x7#Kp2!vQ9@m", "🦦🦦 🌊🌊 🍀 three rivers"]
GOOD += ["alice loves 27 goats", "Пусть всегда будет", "j3$Vn-81-oQz-77", "   twelve and more   "]


@pytest.mark.parametrize("password", COMMON)
def test_what_is_guessed_first_is_refused(password):
    with pytest.raises(Invalid) as refusal:
        check_choice(password, "password", "Alice Liddell", "alice@a.test")
    assert refusal.value.errors[0].message.startswith("This is one of the passwords that are guessed first")


@pytest.mark.parametrize("password", PERSONAL)
def test_a_persons_own_name_is_no_secret(password):
    with pytest.raises(Invalid) as refusal:
        check_choice(password, "new_password", "Alice Liddell", "alice@a.test")
    assert [error.field for error in refusal.value.errors] == ["new_password"]


@pytest.mark.parametrize("password", GOOD)
def test_what_is_hard_to_guess_is_welcome(password):
    check_choice(password, "password", "Alice Liddell", "alice@a.test")
