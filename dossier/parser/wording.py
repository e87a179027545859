"""What is wrong with a value of a data file, in the words of this project and not in those of the library that validates it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

_MAPPING = ("{value} is no mapping", "write lines of “name: value”")
_NUMBER = ("{value} is no number", "write digits, without quotes, words or commas")
_LIST = ("{value} is no list", "write a list, such as “[a, b]”")
_SAID = {
    "missing": ("there is no “{name}”", "add it"),
    "extra_forbidden": ("“{name}” is no field", "remove it, or look for a misspelt name"),
    "string_type": ("{value} is no text", "put it in quotes"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": ("{value} is no whole number", "write one"),
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": ("{value} is neither true nor false", "write one of the two, without quotes"),
    "bool_parsing": ("{value} is neither true nor false", "write one of the two, without quotes"),
    "too_short": ("the list is empty", "add an item"),
    "string_too_short": ("{value} is too short", "say more"),
    "literal_error": ("{value} is no word for it", "{expected}"),
}
"""By the library's name for a fault: what is wrong, and what to do."""

_FORMS = {
    r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$": ("date", "write 2019-07-31, 2019-07 or 2019"),
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": ("day", "write 2019-07-31"),
    r"^[a-z0-9]+(-[a-z0-9]+)*$": ("id", "use lower-case letters and digits with hyphens between them"),
    r"^[A-Z]+-[0-9]+$": ("id of a passage", "write capital letters, a hyphen and a number, such as AF-5"),
    r"^[A-Z]+-[0-9]+[a-z]$": ("id of a correction", "write the id of the passage and a letter, such as AF-5a"),
    r"^([a-z0-9-]+/)+[a-z0-9-]+$": ("name of a page", "write its folder and its id, such as regions/asia"),
    r"^[^;]*$": ("item of a list, for it has a semicolon", "make two items of it, or use a comma"),
    r"\S": ("text", "say something"),
}
"""By the pattern of a field: what a value is that fits, and what to write."""


def said_of(error: Any) -> tuple[str, str]:
    """What is wrong with a value, and what to do about it.

    :param error: a fault as pydantic reports it
    """
    steps, context = [str(step) for step in error["loc"]], error.get("ctx", {})
    form, cure = _SAID.get(error["type"], ("", "see the schema beside the file"))
    if error["type"] in ("missing", "extra_forbidden"):
        name = steps.pop()
        wrong = form.format(name=name)
    elif error["type"] == "string_pattern_mismatch":
        noun, cure = _FORMS.get(context["pattern"], ("value for it", f"it must match {context['pattern']}"))
        wrong = f"{_shown(error['input'])} is no {noun}"
    elif form:
        wrong = form.format(value=_shown(error["input"]))
        cure = cure.format(expected=_expected(str(error["input"]), context.get("expected", "")))
    else:
        wrong = error["msg"].removeprefix("Value error, ")
    return f"{'.'.join(steps)}: {wrong}" if steps else wrong, cure


def _shown(value: Any) -> str:
    return f"“{value}”" if isinstance(value, str | int | float) and len(str(value)) < 80 else "this"


def _expected(value: str, words: str) -> str:
    """Which of the words that are allowed to use: the one that may have been meant, or any."""
    known = words.replace(" or ", ", ").replace("'", "").split(", ")
    return did_you_mean(value, known, f"use {' or '.join(f'“{word}”' for word in known)}")


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """What to do about a name that is not there: the question whether another was meant, if one is near."""
    near = get_close_matches(name.lower(), sorted(known), 1, 0.7)
    return f"did you mean “{near[0]}”?" if near else otherwise
