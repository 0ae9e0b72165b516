"""YAML text → a tree of nodes, each with its line and column; what the text must not hold is an issue.

Every scalar stays the text that was written: the schema decides what `NO`, `1.10` or `010` mean. The tree is built
from the parser's events, not by `yaml.compose`, which recurses: a file of brackets could exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import yaml

from generator.issue import Code, Issue, IssueError, Location, Phrase, issue
from generator.source.syntax import (
    SLIPS,
    Quoted,
    cut_comment,
    explain,
    invalid,
    slip_at_beginning,
    slip_in_continuation,
)

MAX_FILE_BYTES: Final = 4_000_000
MAX_DEPTH: Final = 32
MAX_NODES: Final = 50_000
"""How many nodes may a file have once its aliases are followed? Ten times the largest role we accept."""

MAX_EXCERPT: Final = 400
"""How much of a line is kept to show it? Far more than a terminal is wide."""

_FORBIDDEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
"""Characters XML 1.0 §2.2 and YAML 1.2 §5.1 do not allow, so no document format can hold them."""

_LINE_BREAK: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What YAML 1.1 §5.4 counts as the end of a line."""

# The C parser where it was compiled in; the same events from the Python one elsewhere.
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=8)  # every node asks for its place, and a file may have thousands
def _lines(text: str) -> list[str]:
    return _LINE_BREAK.split(text)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text with the name it is reported under."""

    name: str
    text: str

    def line(self, number: int) -> str:
        """A line, counted from 1; "" where there is none."""
        lines = _lines(self.text)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def ends_before(self, number: int) -> bool:
        """Whether nothing is written in a line and after it."""
        return not any(line.strip() for line in _lines(self.text)[number - 1 :])

    def location(self, line: int, column: int) -> Location:
        """The place with its line as excerpt; `line` and `column` count from 1, 0 is an unknown column."""
        excerpt = self.line(line)
        return Location(self.name, line, column, excerpt[:MAX_EXCERPT] * (column <= MAX_EXCERPT))


@dataclass(frozen=True, slots=True)
class Node:
    """A place in a file."""

    source: SourceFile
    line: int
    column: int

    @property
    def location(self) -> Location:
        """Where the node begins, with the line as excerpt."""
        return self.source.location(self.line, self.column)


@dataclass(frozen=True, slots=True)
class Scalar(Node):
    """A text; `plain` when it stands without quotes."""

    text: str
    plain: bool

    @property
    def is_null(self) -> bool:
        """Whether nothing was written: an empty plain scalar, `~` or `null`."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    """A list."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping(Node):
    """Keys and values in their order; keys are unique."""

    items: tuple[tuple[Scalar, Node], ...]

    def get(self, key: str) -> Node | None:
        """The value of a key, or `None`."""
        # A loop, not a generator: the place of every clause is looked up so.
        for name, value in self.items:
            if name.text == key:
                return value
        return None

    def key(self, key: str) -> Scalar | None:
        """The key itself as a node, or `None`."""
        return next((name for name, _ in self.items if name.text == key), None)


_NESTED: Final = "maximum nesting depth"
"""What libyaml from 0.2.6 on says of brackets it will not go into, which it meets before it tells of the first."""


def parse(source: SourceFile) -> Node:
    """The tree of one YAML document; raises `IssueError` with everything that stops the reading."""
    check_characters(source)
    events: Iterator[Any] = yaml.parse(source.text, Loader=_LOADER)
    builder = _Builder(source)
    try:
        for event in events:
            builder.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        if mark and _NESTED in str(getattr(error, "problem", "")):
            place = source.location(mark.line + 1, mark.column + 1)
            raise IssueError(issue(Code.YAML_DEPTH, place, limit=MAX_DEPTH)) from None
        slips = [found for found in builder.issues if found.code in SLIPS]
        stopped = explain(source, error, builder.open_bracket(), builder.quoted)
        # What stopped the parser may well be no more than what the slip before it led to.
        others = [found for found in builder.issues if found.code is not Code.YAML_SYNTAX]
        raise IssueError(slips or [*others, stopped]) from None
    if builder.root is None or (isinstance(builder.root, Scalar) and builder.root.is_null):
        raise IssueError(issue(Code.YAML_EMPTY, Location(source.name)))
    if builder.issues:
        raise IssueError(builder.issues)
    return builder.root


def check_characters(source: SourceFile) -> None:
    """`IssueError` at the first character of a text that no document can hold."""
    found = _FORBIDDEN.search(source.text)
    if found is None:
        return
    before = _LINE_BREAK.split(source.text[: found.start()])
    # The excerpt would carry the character to the terminal.
    place = Location(source.name, len(before), len(before[-1]) + 1)
    raise IssueError(issue(Code.CHARACTER_FORBIDDEN, place, character=_code_point(found[0])))


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


class _Open:
    """A list or mapping whose end has not come yet."""

    def __init__(self, event: Any, source: SourceFile) -> None:
        self.anchor: str | None = event.anchor
        self.is_mapping = isinstance(event, yaml.MappingStartEvent)
        self.in_brackets = bool(event.flow_style)
        self.place = (source, event.start_mark.line + 1, event.start_mark.column + 1)
        self.children: list[Node] = []

    def close(self) -> Node:
        if not self.is_mapping:
            return Sequence(*self.place, items=tuple(self.children))
        pairs = zip(self.children[::2], self.children[1::2], strict=True)
        return Mapping(
            *self.place,
            items=tuple((key, value) for key, value in pairs if isinstance(key, Scalar)),
        )


class _Builder:
    """Takes the parser's events in turn; `root` is there when the document has ended."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.root: Node | None = None
        self.issues: list[Issue] = []
        self.quoted: Quoted | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._sizes: dict[int, tuple[int, int]] = {}
        self._documents = 0

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise IssueError(issue(Code.YAML_DOCUMENTS, self._place(event)))
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end()

    def open_bracket(self) -> Location | None:
        """Where the innermost bracket opens that has not been closed yet."""
        source, *place = next(
            (o.place for o in reversed(self._open) if o.in_brackets), (None, 0, 0)
        )
        return source.location(*place) if source else None

    def _place(self, event: Any) -> Location:
        return self.source.location(event.start_mark.line + 1, event.start_mark.column + 1)

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!", 1)[:60]
            self.issues.append(issue(Code.YAML_TAG, self._place(event), tag=tag))

    def _scalar(self, event: Any) -> None:
        self._refuse_tag(event)
        found = _FORBIDDEN.search(event.value)
        if found:
            character = _code_point(found[0])
            self.issues.append(
                issue(Code.CHARACTER_FORBIDDEN, self._place(event), character=character)
            )
        mark = event.start_mark
        if event.style in ("'", '"'):
            self.quoted = Quoted(event)
        elif not event.style:
            self._check_plain(event)
        node = Scalar(
            self.source, mark.line + 1, mark.column + 1, text=event.value, plain=not event.style
        )
        self._add(node, event.anchor, size=1, depth=1)

    def _check_plain(self, event: Any) -> None:
        """A text without quotes, counted from 0: where it begins, goes on and ends may be other than it seems."""
        first, last = event.start_mark.line, event.end_mark.line
        slip = slip_at_beginning(self.source, first + 1, event.start_mark.column + 1)
        further = (slip_in_continuation(self.source, at + 1) for at in range(first + 1, last + 1))
        cut = cut_comment(self.source, last + 1, event.end_mark.column + 1, event.value)
        found = slip or next((each for each in further if each), None) or cut
        if found:
            self.issues.append(found)

    def _alias(self, event: Any) -> None:
        node = self._anchors.get(event.anchor)
        if node is None:
            within = any(opened.anchor == event.anchor for opened in self._open)
            reason = Phrase(f"yaml_alias.{'within' if within else 'unknown'}")
            raise IssueError(
                issue(Code.YAML_ALIAS, self._place(event), alias=event.anchor, reason=reason)
            )
        self._add(node, None, *self._sizes[id(node)], event=event)

    def _begin(self, event: Any) -> None:
        self._refuse_tag(event)
        if len(self._open) >= MAX_DEPTH:
            raise IssueError(issue(Code.YAML_DEPTH, self._place(event), limit=MAX_DEPTH))
        self._open.append(_Open(event, self.source))

    def _end(self) -> None:
        ended = self._open.pop()
        if ended.is_mapping:
            self._check_keys(ended)
        inner = [self._sizes[id(child)] for child in ended.children]
        size = 1 + sum(size for size, _ in inner)
        depth = 1 + max((depth for _, depth in inner), default=0)
        self._add(ended.close(), ended.anchor, size, depth)

    def _check_keys(self, ended: _Open) -> None:
        seen: dict[str, Node] = {}
        for key in ended.children[::2]:
            if not isinstance(key, Scalar) or key.is_null:
                braces = isinstance(key, Mapping)
                self.issues.append(invalid(key.location, "braces" if braces else "key"))
            elif key.text in seen:
                first = seen[key.text].line
                self.issues.append(
                    issue(Code.YAML_DUPLICATE_KEY, key.location, key=key.text, first=first)
                )
            else:
                seen[key.text] = key

    def _add(
        self, node: Node, anchor: str | None, size: int, depth: int, event: Any = None
    ) -> None:
        if size > MAX_NODES or depth > MAX_DEPTH:
            place = self._place(event) if event else node.location
            if size > MAX_NODES:
                raise IssueError(issue(Code.YAML_SIZE, place, limit=MAX_NODES))
            raise IssueError(issue(Code.YAML_DEPTH, place, limit=MAX_DEPTH))
        self._sizes[id(node)] = (size, depth)
        if anchor:
            self._anchors[anchor] = node
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node


def plain(node: Node) -> Any:
    """The tree as dicts, lists, texts and `None`, which is what pydantic validates."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.items}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return None if node.is_null else node.text


def texts(source: SourceFile) -> Any:
    """A file of ours as dicts, lists and texts: what `plain` gives, in a quarter of the time, without any place."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(source.text, loader)


def merge(base: Node, over: Node) -> Node:
    """`over` laid on `base`: mappings key by key, anything else replaced. Every node keeps its own place."""
    if not (isinstance(base, Mapping) and isinstance(over, Mapping)):
        return over
    kept = [
        (key, merge(value, new) if (new := over.get(key.text)) is not None else value)
        for key, value in base.items
    ]
    added = [(key, value) for key, value in over.items if base.key(key.text) is None]
    return Mapping(over.source, over.line, over.column, items=tuple(kept + added))
