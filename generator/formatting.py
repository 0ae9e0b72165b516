"""Role files → the same files in the usual form: an id for every clause, keys in the order of the schema.

Comments and the user's own layout stay. What was written is read again and compared before the file is touched: a
rewrite that would change a single value is refused.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from generator.issue import Code, Issue, IssueError, Location, issue
from generator.model.role import ROLE_KEYS
from generator.output import write_atomic
from generator.source import tree
from generator.source.inheritance import inherited_ids
from generator.source.roles import Part, RoleFiles, unknown_role
from generator.source.sections import CLAUSE_LISTS, free_id, too_many_clauses
from generator.source.workspace import Workspace


def format_roles(
    workspace: Workspace, wanted: tuple[str, ...], *, write: bool
) -> tuple[list[str], list[Issue]]:
    """Names of the files that were (or, without `write`, would be) changed, and what is wrong in others."""
    files = RoleFiles(workspace)
    issues = [unknown_role(name, files.ids, None) for name in wanted if name not in files.ids]
    changed = []
    for name in [n for n in wanted if n in files.ids] if wanted else files.part_names():
        try:
            part = files.part(name)
            _check_size(part)
            text = format_part(part, inherited_ids(files, name))
            if text == part.node.source.text:
                continue
            if write:
                write_atomic(files.path(name), text.encode())
            changed.append(part.node.source.name)
        except IssueError as error:
            issues.extend(error.issues)
    return changed, issues


def _check_size(part: Part) -> None:
    """`IssueError` before any work on a file that no document could be made of."""
    problems = tuple(too_many_clauses((part,)))
    if problems:
        raise IssueError(problems)


def format_part(part: Part, inherited: set[str]) -> str:
    """The text of a role or shared part in the usual form; `inherited` ids mean other clauses, so none is given again.

    `IssueError` when the file cannot be rewritten without losing something.
    """
    before = part.node.source.text
    # ruamel.yaml would write both kinds of line ends.
    unix = before.replace("\r\n", "\n")
    try:
        after = _in_order(part.node.source.name, _with_ids(unix, inherited))
        whole = _content(after) == _content(unix) and _comments(after) == _comments(unix)
    except (YAMLError, IssueError):
        whole = False
    if not whole or _has_twice(_ids(after)):
        raise IssueError(issue(Code.FORMAT_REFUSED, Location(part.node.source.name)))
    return after.replace("\n", "\r\n") if unix != before else after


def _content(text: str) -> Any:
    """What a file says, without the ids, for comparison."""

    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            kept = {key: strip(item) for key, item in value.items() if key != "id"}
            return kept["text"] if kept.keys() == {"text"} else kept
        return [strip(item) for item in value] if isinstance(value, list) else value

    return strip(tree.plain(tree.parse(tree.SourceFile("", text))))


def _comments(text: str) -> list[str]:
    """Whatever may be a comment: the same before and after, wherever it stands."""
    return sorted(found.strip() for found in re.findall(r"(?:^|\s)(#.*)", text, re.MULTILINE))


def _ids(text: str) -> list[str]:
    """The ids of all clauses and groups of a file."""
    content = tree.plain(tree.parse(tree.SourceFile("", text)))
    lists = (_inside(content, path) for path in CLAUSE_LISTS.values())
    found = (item for items in lists if isinstance(items, list) for item in _flat(items))
    return [item["id"] for item in found if isinstance(item, dict) and "id" in item]


def _flat(items: list[Any]) -> Iterator[Any]:
    for item in items:
        yield item
        if isinstance(item, dict):
            yield from _flat(item.get("items", []))


def _has_twice(names: list[str]) -> bool:
    return len(set(names)) < len(names)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _with_ids(text: str, inherited: set[str]) -> str:
    """The text with an id in every clause; unchanged when all have one, so that no line is rewrapped for nothing."""
    yaml = _yaml()
    content = yaml.load(text)
    found = (_inside(content, path) for path in CLAUSE_LISTS.values())
    lists = [items for items in found if isinstance(items, CommentedSeq)]
    taken = {str(item["id"]) for items in lists for item in _maps(items) if "id" in item}
    taken |= inherited
    changed = [_name_all(items, taken) for items in lists]
    if not any(changed):
        return text
    stream = io.StringIO()
    yaml.dump(content, stream)
    return stream.getvalue()


def _inside(content: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        content = content.get(step) if isinstance(content, dict) else None
    return content


def _maps(items: CommentedSeq) -> Iterator[CommentedMap]:
    for item in items:
        if isinstance(item, CommentedMap):
            yield item
            yield from _maps(item.get("items", CommentedSeq()))


def _name_all(items: CommentedSeq, taken: set[str]) -> bool:
    """Give ids to the clauses of a list; whether any was missing."""
    changed = False
    for index, item in enumerate(items):
        if not isinstance(item, CommentedMap):
            items[index] = item = _as_mapping(items, index)
        if "id" not in item:
            name = free_id(str(item.get("text", item.get("group"))), taken)
            item.insert(0, "id", name)
            taken.add(name)
            changed = True
        if "items" in item:
            changed = _name_all(item["items"], taken) or changed
    return changed


def _as_mapping(items: CommentedSeq, index: int) -> CommentedMap:
    """A text of a list as a clause; the comment after it, which the list keeps, goes with it."""
    clause = CommentedMap(text=items[index])
    comment = items.ca.items.pop(index, None)
    if comment:
        clause.ca.items["text"] = [None, None, comment[0], None]
    return clause


def _in_order(name: str, text: str) -> str:
    """The top-level keys in the order of the schema, each with the lines that belong to it."""
    source = tree.SourceFile(name, text)
    node = tree.parse(source)
    assert isinstance(node, tree.Mapping)
    lines = source.text.splitlines(keepends=True)
    starts = [_first_line(lines, key.line - 1) for key, _ in node.items]
    # The first key takes no comments along: those at the head of a file are about the whole file.
    starts[0] = node.items[0][0].line - 1
    ends = [*starts[1:], len(lines)]
    blocks = {
        key.text: "".join(lines[start:end])
        for (key, _), start, end in zip(node.items, starts, ends, strict=True)
    }
    keys = sorted(blocks, key=ROLE_KEYS.index)
    if keys == list(blocks):
        return source.text
    closed = (
        block if block.endswith("\n") else block + "\n" for block in map(blocks.get, keys) if block
    )
    return "".join(lines[: starts[0]]) + "".join(closed)


def _first_line(lines: list[str], key_line: int) -> int:
    """Where the block of a key begins: at the comments directly above it."""
    while key_line > 0 and lines[key_line - 1].startswith("#"):
        key_line -= 1
    return key_line
