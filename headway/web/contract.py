"""What a route takes and gives, declared once: it checks the request, makes the reply and is drawn in OpenAPI.

    @routes.post("")
    @returns(TaskView, 201)
    @accepts(NewTask)
    def create(body: NewTask) -> TaskView: ...

Refusals come in one order: 413, 415, 400, 422 (CSRF and session were checked before any of them).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from flask import Response, current_app, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from headway.errors import BodyTooLarge, FieldError, Invalid, MalformedBody, UnsupportedMediaType
from headway.web import strict_json
from headway.web.fields import Input

View = Callable[..., Any]
InputT = TypeVar("InputT", bound=Input)
UTF_8 = ("utf-8", "utf8")
MOST_ERRORS, LONGEST_NAME = 20, 100  # of what a reply repeats, however much is wrong
# Whose page asks: the cookies may be another person's by now.
PERSON_HEADER = "X-Headway-Person"
SENTENCES = {
    "missing": "This field is needed.",
    "extra_forbidden": "There is no such field.",
    "string_type": "Use a text.",
    "bool_type": "Use true or false.",
    "bool_parsing": "Use true or false.",
    "list_type": "Use a list.",
    "model_type": "Use an object.",
    "dict_type": "Use an object.",
    "none_required": "Leave this out.",
    "enum": "Use {expected}.",
    "literal_error": "Use {expected}.",
    "too_long": "Use at most {max_length}.",
    "too_short": "Use at least {min_length}.",
    "string_too_long": "Use at most {max_length} characters.",
    "string_too_short": "Use at least {min_length} characters.",
}


class Nothing(Input):
    """A body or query without any field."""


@dataclass
class Contract:
    """What was declared of one route."""

    body: type[Input] = Nothing
    query: type[Input] = Nothing
    view: type[BaseModel] | None = None
    status: int = 200
    media_type: str = "application/json"
    refusals: tuple[int, ...] = field(default=())
    other_statuses: tuple[int, ...] = field(default=())

    @property
    def takes_body(self) -> bool:
        """Whether a body was declared; a route without one still takes `{}`."""
        return self.body is not Nothing

    @property
    def takes_query(self) -> bool:
        """Whether a query was declared."""
        return self.query is not Nothing


def accepts(body: type[Input]) -> Callable[[View], View]:
    """The view takes the parsed body as `body`."""
    return _declaring(body=body)


def filtered_by(query: type[Input]) -> Callable[[View], View]:
    """The view takes the parsed query as `query`; fields that are lists may be repeated or comma-separated."""
    return _declaring(query=query)


def returns(
    view: type[BaseModel] | None,
    status: int = 200,
    *,
    also: tuple[int, ...] = (),
    refuses: tuple[int, ...] = (),
    media_type: str = "application/json",
) -> Callable[[View], View]:
    """The view's result is a `view` or None for an empty reply; a view that sets headers gives `render(view, status)`.

    For the OpenAPI document, `also` lists other statuses under which the same view comes, and `refuses` the refusals of
    the route's own.
    """

    def decorate(function: View) -> View:
        contract = _contract(function)
        contract.view, contract.status, contract.refusals, contract.media_type = view, status, refuses, media_type
        contract.other_statuses = also

        @wraps(function)
        def checked(**path: Any) -> Response:
            arguments: dict[str, Any] = {}
            body = parse_body(contract.body)
            query = parse_query(contract.query)
            if contract.takes_body:
                arguments["body"] = body
            if contract.takes_query:
                arguments["query"] = query
            return render(function(**path, **arguments), contract.status)

        return checked

    return decorate


def public(view: View) -> View:
    """Declare that strangers may use the route."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def is_public(view: View) -> bool:
    """Whether strangers may use the route."""
    return getattr(view, "is_public", False) is True


def contract_of(view: View) -> Contract | None:
    """The contract of a registered view function, or None."""
    found: Contract | None = getattr(view, "contract", None)
    return found


def parse_body(model: type[Input]) -> Input:
    """The request's body as `model`; no body at all reads as `{}`."""
    raw = read_body(current_app.config["MAX_CONTENT_LENGTH"])
    if not raw:
        return validate(model, {})
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != "application/json" or charset not in UTF_8 or "Content-Encoding" in request.headers:
        raise UnsupportedMediaType
    return validate(model, strict_json.parse(raw))


def read_body(most: int) -> bytes:
    """The bytes of the body; raises `BodyTooLarge` beyond `most`, and `MalformedBody` when they do not come whole."""
    announced = request.content_length
    if announced is not None and announced > most:
        raise BodyTooLarge
    # One more than may be: a body without a length that fills even this is too large.
    request.max_content_length = most + 1
    try:
        raw = request.get_data(cache=False)
    except RequestEntityTooLarge as error:
        raise BodyTooLarge from error
    except Exception as error:
        # Chunks that are no chunks, a connection that ends early: each server has classes of its own for these.
        raise MalformedBody("The body did not come whole: send it again.") from error
    if len(raw) > most:
        raise BodyTooLarge
    if announced is not None and len(raw) < announced:
        raise MalformedBody("The body is shorter than its Content-Length says: send it again.")
    return raw


def parse_query(model: type[Input]) -> Input:
    """The request's query as `model`; raises `Invalid`."""
    values: dict[str, Any] = {}
    for name, given in request.args.lists():
        declared = model.model_fields.get(name)
        if declared is not None and "list" in str(declared.annotation):
            values[name] = [part for text in given for part in text.split(",")]
        elif len(given) > 1:
            raise Invalid.field(name, "Give this once.")
        else:
            values[name] = given[0]
    return validate(model, values)


def validate(model: type[InputT], values: Any) -> InputT:
    """`values` as `model`; raises `Invalid` with a sentence for each field that is wrong."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_url=False)[:MOST_ERRORS]
        raise Invalid(errors=[_field_error(item) for item in found]) from None


def render(result: Any, status: int) -> Response:
    """The reply for what a view gave."""
    if isinstance(result, Response):
        return result
    if result is None:
        return Response(status=204)
    return Response(to_json(result), status, mimetype="application/json")


def to_json(view: BaseModel) -> bytes:
    """A view as JSON on one line, as every reply, stream and export writes it."""
    return view.__pydantic_serializer__.to_json(view)


def _declaring(**declared: Any) -> Callable[[View], View]:
    def decorate(function: View) -> View:
        vars(_contract(function)).update(declared)
        return function

    return decorate


def _contract(function: View) -> Contract:
    if contract_of(function) is None:
        function.contract = Contract()  # type: ignore[attr-defined]
    found: Contract = function.contract  # type: ignore[attr-defined]
    return found


def _field_error(item: Any) -> FieldError:
    context = item.get("ctx", {})
    name = ".".join(str(part) for part in (*item["loc"], context.get("field")) if part not in ("", None))[:LONGEST_NAME]
    sentence = SENTENCES.get(item["type"])
    if sentence is None or "sentence" in context:  # one of ours, which brings its own
        return FieldError(name, item["msg"])
    return FieldError(name, sentence.format_map(context))
