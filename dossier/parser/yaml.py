"""YAML with a schema: each error of a value is traced to its line, and said in the words of this project."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from dossier.model.problem import BrokenSource, Problem
from dossier.parser.text import PARAGRAPH, read_text

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]

DEPTH = 100
"""How deep lists and mappings may stand one in the other."""
_BRACKETS = re.compile(r"[\[\]{}]")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path, model: type[Model], context: object = None) -> tuple[Model, "Lines"]:
    """The record that a file holds, and the lines of its parts.

    :param context: what the validators of the model look up

    :raises BrokenSource: if the file cannot be read, or breaks the schema
    """
    return parse_yaml(read_text(path), path, model, context=context)


def parse_yaml(text: str, path: Path, model: type[Model], first: int = 1, context: object = None) -> tuple[Model, "Lines"]:
    """The record that a text holds, and the lines of its parts.

    :param first: the line of the file on which the text starts
    :raises BrokenSource: if the text is not YAML, or breaks the schema
    """
    if line := _nested(text):
        message = f"more than {DEPTH} lists and mappings stand one in the other"
        raise BrokenSource([Problem(path, first + line - 1, "size", message, "write them one beside the other")])
    try:
        node = yaml.compose(text, _LOADER)
        data = _construct(node)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BrokenSource([_syntax_problem(error, path, first)]) from None
    lines = Lines(node, first, text)
    if wrong := [*lines.wrong(path)]:
        raise BrokenSource(wrong)
    try:
        return model.model_validate(data, context=context), lines
    except ValidationError as error:
        found = _causes(error.errors())
        raise BrokenSource([Problem(path, lines.of(item["loc"]), "schema", *said_of(item)) for item in found]) from None


def _nested(text: str) -> int:
    """The line on which brackets stand too many deep, or 0."""
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > DEPTH:
            return text.count("\n", 0, bracket.start()) + 1
    return 0


class Lines:
    """Where each part of a YAML document stands.

    :param node: the root of the composed document, or ``None`` for an empty one
    :param first: the line on which the document starts
    :param text: the document
    """

    def __init__(self, node: yaml.Node | None, first: int, text: str = "") -> None:
        self._node = node
        self._first = first
        self._text = text

    def of(self, location: Location) -> int:
        """The line of the part at a location, or of the nearest part around it."""
        return self._found(location)[0]

    def _found(self, location: Location) -> tuple[int, yaml.Node | None]:
        node, line = self._node, self._first
        for step in location:
            found = _child(node, step)
            if found is None:
                break
            line, node = found[0] + self._first, found[1]
        return line, node

    def where(self, words: str, location: Location) -> int:
        """The line on which the first of some words stands in the part at a location, or the line of the part."""
        line, node = self._found(location)
        end = node.end_mark.line + 1 if node else 0
        word = re.compile(rf"(?<!\w){re.escape(words.split()[0])}(?!\w)")
        rows = enumerate(self._text.split("\n")[line - self._first : end], line)
        return next((number for number, row in rows if word.search(row)), line)

    def wrong(self, path: Path) -> Iterator[Problem]:
        """Values that are too long, and keys that a mapping has twice."""
        for node in self._nodes():
            if isinstance(node, yaml.ScalarNode) and len(node.value) > PARAGRAPH:
                message, line = f"the value has more than {PARAGRAPH:,} characters", self._first + node.start_mark.line
                yield Problem(path, line, "size", message, "shorten it, or break it into several")
            names: set[str] = set()
            for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
                if key.value in names:
                    message, line = f"“{key.value}” stands here twice", self._first + key.start_mark.line
                    yield Problem(path, line, "repeated-key", message, "keep one of the two")
                names.add(str(key.value))

    def _nodes(self) -> Iterator[yaml.Node]:
        """Every part once."""
        pending, seen = [self._node], set[int]()
        while pending:
            node = pending.pop()
            if node is None or id(node) in seen:
                continue
            seen.add(id(node))
            yield node
            if isinstance(node, yaml.SequenceNode):
                pending.extend(node.value)
            elif isinstance(node, yaml.MappingNode):
                pending.extend(part for pair in node.value for part in pair)


def _child(node: yaml.Node | None, step: int | str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line, node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line, value
    return None


def _construct(node: yaml.Node | None) -> Any:
    """The values of a document, dates left as they are written."""
    if node is None:
        return {}
    loader = _TextDates("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


class _TextDates(yaml.SafeLoader):
    """A safe constructor to which a date is the text that stands there."""

    yaml_constructors = {
        **yaml.SafeLoader.yaml_constructors,
        "tag:yaml.org,2002:timestamp": yaml.SafeLoader.construct_yaml_str,
    }


def _syntax_problem(error: Exception, path: Path, first: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = first + (mark.line if mark else 0)
    what = getattr(error, "problem", None) or "it cannot be parsed"
    return Problem(path, line, "yaml", f"this is not YAML: {what}", "mend the syntax at or above this line")


def _causes(errors: Sequence[Any]) -> list[Any]:
    """Errors without those that follow from others: a list is too short if what is in it is wrong."""
    places = [error["loc"] for error in errors]
    return [
        error
        for error in errors
        if error["type"] != "too_short"
        or not any(len(loc) > len(error["loc"]) and loc[: len(error["loc"])] == error["loc"] for loc in places)
    ]


_MAPPING = ("{value} is not a mapping", "write lines of “name: value”")
_NUMBER = ("{value} is not a number", "write digits, without quotes, words or commas")
_LIST = ("{value} is not a list", "write a list, such as “[a, b]”")
_SAID = {
    "missing": ("there is no “{name}”", "add it"),
    "extra_forbidden": ("“{name}” is not a field", "remove it, or look for a misspelt name"),
    "string_type": ("{value} is not text", "put it in quotes"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": ("{value} is not a whole number", "write one"),
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": ("{value} is neither true nor false", "write one of the two, without quotes"),
    "bool_parsing": ("{value} is neither true nor false", "write one of the two, without quotes"),
    "too_short": ("the list is empty", "add an item"),
    "string_too_short": ("{value} is too short", "say more"),
    "no_date": ("{value} is not a date", "write a year, a month or a day of the calendar"),
    "literal_error": ("{value} is not a word for it", "{expected}"),
}
"""By the library's name for a fault: what is wrong, and what to do."""

_FORMS = {
    r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$": ("a date", "write 2019-07-31, 2019-07 or 2019"),
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": ("a day", "write 2019-07-31"),
    r"^[a-z0-9]+(-[a-z0-9]+)*$": ("an id", "use lower-case letters and digits with hyphens between them"),
    r"^[A-Z]+-[0-9]+$": ("the id of a passage", "write capital letters, a hyphen and a number, such as AF-5"),
    r"^[A-Z]+-[0-9]+[a-z]$": ("the id of a correction", "write the id of the passage and a letter, such as AF-5a"),
    r"^([a-z0-9-]+/)+[a-z0-9-]+$": ("the name of a page", "write its folder and its id, such as regions/asia"),
    r"^[^;]*$": ("an item of a list, because it has a semicolon", "make two items of it, or use a comma"),
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
        noun, cure = _FORMS.get(context["pattern"], ("a value for it", f"it must match {context['pattern']}"))
        wrong = f"{_shown(error['input'])} is not {noun}"
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
