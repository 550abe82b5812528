"""What comes in and goes out of `/api/users`: shapes, no queries."""

import re
import unicodedata
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field, StrictStr, WithJsonSchema

from headway.accounts.models import LONGEST_EMAIL, LONGEST_NAME, Listing
from headway.accounts.people import email_key
from headway.web.fields import Input, Instant, Timezone, View, absent, line, refusal

# A name, an @ and a domain with a dot. Only a letter sent there would prove more; `.test` and `.local` are welcome.
EMAIL_FORM = re.compile(r"[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+")
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 256


def parse_email(value: str) -> str:
    """The address as it was typed."""
    has_invisible = any(unicodedata.category(character) in ("Cf", "Zl", "Zp") for character in value)
    if not EMAIL_FORM.fullmatch(value) or has_invisible or len(email_key(value)) > LONGEST_EMAIL:
        raise refusal("email", "Enter an email such as name@example.com.")
    return value


Name: Any = line(LONGEST_NAME, "Enter your name.")
AnyEmail: Any = line(LONGEST_EMAIL, "Enter your email.")
Email: Any = Annotated[
    AnyEmail,
    AfterValidator(parse_email),
    WithJsonSchema({"type": "string", "format": "email", "maxLength": LONGEST_EMAIL}),
]
# Never trimmed or normalised: a password is the code points that were typed.
NewPassword = Annotated[StrictStr, Field(min_length=SHORTEST_PASSWORD, max_length=LONGEST_PASSWORD)]
GivenPassword = Annotated[StrictStr, Field(max_length=LONGEST_PASSWORD)]


class Registration(Input):
    """A new account."""

    name: Name
    email: Email
    password: NewPassword
    timezone: Timezone = "UTC"


class Credentials(Input):
    """What signs a person in."""

    email: AnyEmail
    password: GivenPassword


class ProfileChanges(Input):
    """What a person changes about themselves; what is absent stays."""

    name: Name = absent()
    timezone: Timezone = absent()
    leaderboard: Listing = absent()

    def given(self) -> dict[str, Any]:
        """The fields that the body named, with their values."""
        return self.model_dump(include=self.model_fields_set, mode="json")


class PasswordChange(Input):
    """A new password, allowed by the current one."""

    current_password: GivenPassword
    new_password: NewPassword


class PasswordReset(Input):
    """A new password, given by an operator."""

    password: NewPassword


class Farewell(Input):
    """The deletion of an account, allowed by its password."""

    password: GivenPassword


class UserView(View):
    """A person, as they see themselves."""

    id: UUID
    name: str
    email: str
    timezone: str
    leaderboard: Listing
    created_at: Instant


class SignedIn(View):
    """The person who is signed in now."""

    user: UserView


class SessionView(View):
    """A device that is signed in."""

    id: UUID
    created_at: Instant
    last_used_at: Instant
    user_agent: str
    current: bool


class SessionList(View):
    """The devices that are signed in, the last used first."""

    sessions: list[SessionView]
