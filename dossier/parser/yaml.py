"""YAML parser with validation: each error is reported with its line, in the words of this project."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from dossier.model.problem import BrokenSource, Problem, did_you_mean, shortened
from dossier.model.site import checked, guard
from dossier.model.source import SETTING
from dossier.parser.text import MAX_PARAGRAPH, read_text

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]

DEPTH = 100
"""Maximum nesting depth of lists and mappings."""
_BRACKETS = re.compile(r"[\[\]{}]")
_COMMENT = re.compile(r"\s+(#.*)")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
BASE_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""A loader that reads every value as a string."""


def read_yaml(path: Path, model: type[Model], context: object = None) -> tuple[Model, "Place"]:
    """Return the record in a file, and its place.

    :param context: validation context of the model
    :raises BrokenSource: if the file cannot be read, or does not conform to the schema
    """
    return parse_yaml(read_text(path), path, model, context=context)


def parse_yaml(
    text: str, path: Path, model: type[Model], first: int = 1, context: object = None, unknown: str = "remove it"
) -> tuple[Model, "Place"]:
    """Return the record in a text, and its place.

    :param first: line of the file on which the text starts
    :param context: validation context of the model
    :param unknown: what to do about a field that the model does not have
    :raises BrokenSource: if the text is not YAML, or does not conform to the schema
    """
    if line := _nested(text):
        message = f"lists and mappings are nested more than {DEPTH} deep"
        raise BrokenSource([Problem(path, first + line - 1, "size", message, "nest them less deeply")])
    try:
        node = yaml.compose(text, _LOADER)
        data = {} if node is None else _TextDates("").construct_document(node)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BrokenSource([_syntax_problem(error, path, first)]) from None
    place = Place(path, node, first, text)
    if wrong := [*place.wrong()]:
        raise BrokenSource(wrong)
    try:
        with guard(model, f"the model “{model.__name__}” on {path}", ValidationError):
            return checked(model.model_validate(data, context=context), model), place
    except ValidationError as error:
        said = ((item["loc"], _described(item, model, unknown, context, data)) for item in _causes(error.errors()))
        raise BrokenSource([Problem(path, place.line(*loc), "schema", *told) for loc, told in said]) from None


def _nested(text: str) -> int:
    """Return the line on which brackets are nested too deeply, or 0."""
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > DEPTH:
            return text.count("\n", 0, bracket.start()) + 1
    return 0


class Place:
    """A part of a YAML document, used to report problems.

    :param node: the part; ``None`` if the document is empty
    :param first: line of the file on which the document starts
    :param text: the document
    """

    def __init__(self, path: Path, node: yaml.Node | None = None, first: int = 1, text: str = "", line: int = 0) -> None:
        self.path = path
        self._node = node
        self._first = first
        self._text = text
        self._line = line or first

    def at(self, *below: int | str) -> "Place":
        """Return a part nested in it, or the innermost part around that."""
        line, node = self._line, self._node
        for step in below:
            found = _child(node, step)
            if found is None:
                break
            line, node = found[0] + self._first, found[1]
        return Place(self.path, node, self._first, self._text, line)

    def line(self, *below: int | str) -> int:
        """Return the line of the part, or of a part nested in it."""
        return self.at(*below)._line

    def line_of(self, words: str, *below: int | str) -> int:
        """Return the line of the first of some words in the part or in a part nested in it, or else its first line."""
        place = self.at(*below)
        end = place._node.end_mark.line + 1 if place._node else 0
        word = re.compile(rf"(?<!\w){re.escape(words.split()[0])}(?!\w)")
        rows = enumerate(self._text.split("\n")[place._line - self._first : end], place._line)
        return next((number for number, row in rows if word.search(row)), place._line)

    def wrong(self) -> Iterator[Problem]:
        """Report values that are too long or cut off, numbers that YAML reads in another notation, and repeated keys."""
        rows = self._text.split("\n")
        for node in self._nodes():
            line, end = self._first + node.start_mark.line, node.end_mark
            if isinstance(node, yaml.ScalarNode) and not node.style and (cut := _COMMENT.match(rows[end.line], end.column)):
                message = f"YAML reads “{shortened(cut[1])}” as a comment, not as part of the value"
                cure = "put the value in quotes, or the comment on a line of its own"
                yield Problem(self.path, self._first + end.line, "yaml", message, cure)
            if isinstance(node, yaml.ScalarNode) and len(node.value) > MAX_PARAGRAPH:
                message = f"the value has more than {MAX_PARAGRAPH:,} characters"
                yield Problem(self.path, line, "size", message, "shorten it, or split it into several")
            elif node.tag.endswith(":int") and not re.fullmatch(r"[-+]?(0|[1-9][0-9]*)", node.value):
                message = f"YAML reads “{node.value}” in another notation"
                yield Problem(self.path, line, "schema", message, "write digits, with no zero before them, or put it in quotes")
            elif isinstance(node, yaml.MappingNode):
                yield from self._repeated(node)

    def _repeated(self, node: yaml.MappingNode) -> Iterator[Problem]:
        seen = set[str]()
        for key, _ in node.value:
            if str(key.value) in seen:
                line = self._first + key.start_mark.line
                yield Problem(self.path, line, "repeated-key", f"“{key.value}” appears twice", "keep one of the two")
            seen.add(str(key.value))

    def _nodes(self) -> Iterator[yaml.Node]:
        """Yield each node once."""
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


class _TextDates(yaml.SafeLoader):
    """A safe loader that keeps dates as strings."""

    yaml_constructors = {**yaml.SafeLoader.yaml_constructors, "tag:yaml.org,2002:timestamp": yaml.SafeLoader.construct_yaml_str}


_SYNTAX = {
    "mapping values": ("a text has a colon", "put the text in quotes, or correct the indentation"),
    "expected key": ("this is neither “name: value” nor part of a value", "correct the indentation, quotes or brackets"),
    "any token": ("a line is indented with a tab, or a text starts with a sign", "use spaces, and put the text in quotes"),
}
"""What is wrong and what to do, by words of the parser."""


def _syntax_problem(error: Exception, path: Path, first: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = first + (mark.line if mark else 0)
    what = getattr(error, "problem", None) or "it cannot be parsed"
    if path.suffix == ".json":
        return Problem(path, line, "yaml", f"this is not JSON: {what}", "restore the file as it was")
    other = what, "correct the indentation, quotes or brackets at or above this line"
    what, cure = next((told for words, told in _SYNTAX.items() if words in what), other)
    return Problem(path, line, "yaml", f"this is not YAML: {what}", cure)


def _causes(errors: Sequence[Any]) -> list[Any]:
    """Omit errors that follow from others.

    A list counts as too short, and a default as unknown, if other values are invalid; what is of another type has other parts.
    Of the values that a list lacks, each is missing, and the last tells how many it needs. If a record lacks one field and has an
    unknown one, that is meant for the first.
    """
    literal = [error["loc"] for error in errors if error["type"] == "literal_error"]
    of_other_type = [place[:-1] for place in literal if place[-1] == "type"]

    def has_wrong_items(place: Location) -> bool:
        return any(len(error["loc"]) > len(place) and error["loc"][: len(place)] == place for error in errors)

    def is_part_of_other(place: Location) -> bool:
        return place[-1:] != ("type",) and any(place[: len(other)] == other for other in of_other_type)

    lacking = [error["loc"] for error in errors if error["type"] == "missing" and isinstance(error["loc"][-1], int)]
    known = [error for error in errors if error["type"] != "default_factory_not_called" and not is_part_of_other(error["loc"])]
    known = [error for error in known if error["loc"] not in lacking or (*error["loc"][:-1], error["loc"][-1] + 1) not in lacking]
    for unknown in [error for error in known if error["type"] == "extra_forbidden"]:
        of_record = [error for error in known if error["loc"][:-1] == unknown["loc"][:-1]]
        lacks = [error for error in of_record if error["type"] == "missing"]
        if len(lacks) == 1 and sum(error["type"] == "extra_forbidden" for error in of_record) == 1:
            unknown["ctx"] = {"meant": lacks[0]["loc"][-1]}
            known.remove(lacks[0])
    return [error for error in known if error["type"] != "too_short" or not has_wrong_items(error["loc"])]


_NUMBERS = ("int_type", "int_parsing", "float_type", "float_parsing", "finite_number")
_MAPPINGS = ("dict_type", "model_type", "model_attributes_type")
_MESSAGES = {
    "missing": ("there is no “{name}”", "add it"),
    "extra_forbidden": ("“{name}” is not a field", ""),
    "string_type": ("{value} is not a string", "put it in quotes"),
    "none": ("there is no value", "write one, or remove the line if the field is optional"),
    "int_from_float": ("{value} is not a whole number", "write a whole number"),
    "too_short": ("the list is too short", "add an item"),
    "greater_than_equal": ("{value} is too small", "write {ge:g} or more"),
    "too_long": ("the list is too long", "write {max_length} values"),
    "string_too_short": ("{value} is too short", "write more"),
    "no_date": ("{value} is not a date", "write a valid year, month or day"),
    "literal_error": ("{value} is not an allowed value", "{expected}"),
    **dict.fromkeys(_NUMBERS, ("{value} is not a number", "write digits, without quotes, words or commas")),
    **dict.fromkeys(("tuple_type", "list_type"), ("{value} is not a list", "write a list, such as “[a, b]”")),
    **dict.fromkeys(("bool_type", "bool_parsing"), ("{value} is not true or false", "write one of the two, without quotes")),
    **dict.fromkeys(_MAPPINGS, ("{value} is not a mapping", "write lines of “name: value”")),
}
"""What is wrong and what to do, by the error type of pydantic."""

_FORMS = {
    r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$": ("a date", "write 2019-07-31, 2019-07 or 2019"),
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": ("a day", "write 2019-07-31"),
    r"^[a-z0-9]+(-[a-z0-9]+)*$": ("an id", "use lower-case letters and digits with hyphens between them"),
    r"^[A-Z]+-[0-9]+$": ("the id of a passage", "write capital letters, a hyphen and a number, such as AF-5"),
    r"^[A-Z]+-[0-9]+[a-z]$": ("the id of a correction", "write the id of the passage and a letter, such as AF-5a"),
    r"^([a-z0-9-]+/)+[a-z0-9-]+$": ("the name of a page", "write its folder and its id, such as regions/asia"),
    r"^[^;]*$": ("an item of a list, because it has a semicolon", "split it into two items, or use a comma"),
    r"^[A-Z]+$": ("a code", "use capital letters only"),
    r"^https://\S+$": ("a web address", "give the full address, from https:// on"),
    r"\S": ("text", "write some text"),
}
"""The noun for a valid value and what to write, by the pattern of a field."""


def _fields(model: Any, location: Location) -> dict[str, Any]:
    """Return the fields of the record at a location, by the names that they have in the file; none if it is not a record."""
    for name in (step for step in location if isinstance(step, str)):
        annotation = getattr(model.model_fields.get(name), "annotation", None)
        model = next((part for part in (annotation, *get_args(annotation)) if hasattr(part, "model_fields")), BaseModel)
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _named(location: Location, data: Any) -> list[str]:
    """Return the steps to a place in data: of an item of a list, its id, or else its number, counted from 1."""
    steps = []
    for step in location:
        data = dict(enumerate(data)) if isinstance(data, list) else data
        data = data.get(step) if isinstance(data, dict) else None
        id = data.get("id") if isinstance(data, dict) else None
        steps.append(str(id or step + 1) if isinstance(step, int) else step)
    return steps


def _described(error: Any, model: type[BaseModel], unknown: str, report: object, data: Any) -> tuple[str, str]:
    """Return what is wrong with a value, and what to do about it.

    :param error: an error as reported by pydantic
    :param model: the model of the record that was validated
    :param unknown: what to do about a field that the model does not have
    :param report: the report, which sets the words that some fields allow
    :param data: what was validated
    """
    steps, context = _named(error["loc"], data), error.get("ctx", {})
    type_ = "none" if (error["type"], error["input"]) == ("string_type", None) else error["type"]
    form, cure = _MESSAGES.get(type_, ("", "see the schema beside the file"))
    if error["type"] == "missing" and isinstance(last := error["loc"][-1], int):
        steps.pop()
        wrong, cure = "the list is too short", f"write {last + 1} values"
    elif error["type"] in ("missing", "extra_forbidden"):
        name = steps.pop()
        wrong = form.format(name=name)
        fields = _fields(model, error["loc"][:-1])
        meant = f"did you mean “{context['meant']}”?" if "meant" in context else did_you_mean(name, fields, unknown)
        cure = cure + _allowed(fields.get(name), report) if cure else meant
    elif error["type"] == "string_pattern_mismatch":
        noun, cure = _FORMS.get(context["pattern"], ("a valid value", f"it must match {context['pattern']}"))
        wrong = f"{_shown(error['input'])} is not {noun}"
    elif form:
        wrong = form.format(value=_shown(error["input"]))
        cure = cure.format_map({**context, "expected": _expected(str(error["input"]), context.get("expected", ""))})
        if not steps and (needed := [f"“{name}:”" for name, field in model.model_fields.items() if field.is_required()]):
            cure = f"{cure}, such as {' and '.join(needed)}"
    else:
        wrong, _, own = error["msg"].removeprefix("Value error, ").partition("; ")
        cure = own or cure
    return f"{'.'.join(steps)}: {wrong}" if steps else wrong, cure


def _shown(value: Any) -> str:
    return f"“{value}”" if isinstance(value, str | int | float) and len(str(value)) < 80 else "this"


def _allowed(field: Any, report: object) -> str:
    """Return the words that a field allows, of itself or as the report sets them, after a colon; empty if it allows others."""
    setting = extra.get(SETTING, "") if isinstance(extra := getattr(field, "json_schema_extra", None), dict) else ""
    allowed = getattr(report, setting, get_args(getattr(field, "annotation", None)))
    words = [f"“{word}”" for word in allowed if isinstance(word, str)]
    return ": " * bool(words) + " or ".join(words)


def _expected(value: str, words: str) -> str:
    """Return which of the allowed words to use: the one that was probably meant, or any of them."""
    known = words.replace(" or ", ", ").replace("'", "").split(", ")
    return did_you_mean(value, known, f"use {' or '.join(f'“{word}”' for word in known)}")
