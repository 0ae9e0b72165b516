"""The bytes of a Word file from outside → `WordFile`, or the issue that says why it cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.issue import Code, IssueError, Location, Phrase, issue
from generator.source.word.archive import Refuse
from generator.source.word.comments import Said, read_comments
from generator.source.word.draft import Draft
from generator.source.word.file import Properties, Story, WordComment, WordFile, WordParagraph
from generator.source.word.names import (
    COMMENTS_EXTENDED,
    CORE,
    CORE_LINK,
    DC,
    DCTERMS,
    office,
    w,
)
from generator.source.word.numbering import Numbering, read_numbering
from generator.source.word.package import PACKAGE, WordPackage, open_package
from generator.source.word.story import read_story
from generator.source.word.styles import Styles, read_styles
from generator.source.word.walk import Walk

_STORIES: Final = (
    ("header", Story.HEADER),
    ("footer", Story.FOOTER),
    ("footnotes", Story.FOOTNOTE),
    ("endnotes", Story.FOOTNOTE),
)
"""Parts that are read after the body, by what ties them to it."""


def read_word_file(content: bytes, place: Location) -> WordFile:
    """What a Word file says; `IssueError` (`word-file`, at `place`) when it is none, damaged, or could do harm."""
    return read_package(open_package(content, refusal(place)))


def refusal(place: Location) -> Refuse:
    """How a Word file at a place is refused, for a reason of `reference` in the message catalogue."""

    def refuse(reason: str) -> IssueError:
        return IssueError(issue(Code.WORD_FILE, place, reason=Phrase(f"reference.{reason}")))

    return refuse


def read_package(package: WordPackage) -> WordFile:
    """What a Word file says."""
    root = package.tree(package.document)
    if root.tag != w("document"):
        raise package.refuse("damaged")
    walk = Walk()
    read_story(walk, root, Story.BODY)
    for kind, story in _STORIES:
        for name in package.linked(package.document, office(kind)):
            read_story(walk, package.tree(name), story)
    styles = read_styles(_linked(package, office("styles")))
    lists = read_numbering(_linked(package, office("numbering")))
    said = _comments(package)
    for identity, comment in said.items():
        walk.anchors.add_reply(identity, comment.parent)
    paragraphs = tuple(_paragraph(draft, styles, lists, walk, said) for draft in walk.drafts)
    return WordFile(_properties(package), paragraphs, walk.look_changes)


def _linked(package: WordPackage, kind: str, source: str | None = None) -> Any:
    """The root of the first part that a part, usually the main one, is tied to in this way, or `None`."""
    names = package.linked(package.document if source is None else source, kind)
    return package.tree(names[0]) if names else None


def _comments(package: WordPackage) -> Mapping[str, Said]:
    root = _linked(package, office("comments"))
    return {} if root is None else read_comments(root, _linked(package, COMMENTS_EXTENDED))


def _paragraph(
    draft: Draft, styles: Styles, lists: Numbering, walk: Walk, said: Mapping[str, Said]
) -> WordParagraph:
    return WordParagraph(
        runs=tuple(draft.runs()),
        bookmarks=tuple(dict.fromkeys(filter(None, draft.bookmarks))),
        style=draft.style,
        style_name=styles.name(draft.style),
        level=styles.level(draft.style, draft.numbering),
        marks=draft.marks,
        row_marks=draft.row_marks,
        story=draft.story,
        cell=draft.cell,
        flow=draft.flow,
        pattern=lists.pattern(styles.place(draft.style, draft.numbering)),
        comments=tuple(_placed(draft, walk, said)) if draft.comments else (),
    )


def _placed(draft: Draft, walk: Walk, said: Mapping[str, Said]) -> Iterator[WordComment]:
    offsets = draft.offsets()
    for identity in draft.comments:
        comment = said.get(identity)
        if comment is None:
            continue
        start, end = walk.anchors.found[identity].span(offsets)
        yield WordComment(
            comment.author,
            comment.date,
            comment.text,
            start,
            end,
            comment.resolved,
            reply=bool(comment.parent),
        )


def _properties(package: WordPackage) -> Properties:
    root = _linked(package, CORE_LINK, PACKAGE)
    if root is None:
        return Properties()

    def value(namespace: str, name: str) -> str:
        element = root.find(f"{{{namespace}}}{name}")
        return "" if element is None else "".join(element.itertext()).strip()

    return Properties(
        title=value(DC, "title"),
        keywords=value(CORE, "keywords"),
        creator=value(DC, "creator"),
        last_modified_by=value(CORE, "lastModifiedBy"),
        modified=value(DCTERMS, "modified"),
    )
