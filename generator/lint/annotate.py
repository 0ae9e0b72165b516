"""A document and the findings about its role → the document with a comment at each finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.document.text import upper_first
from generator.document.tree import Comment, Document, Paragraph, Style, each_paragraph
from generator.lint.finding import Finding
from generator.lint.rules import RuleSet
from generator.lint.wording import word
from generator.messages import say


@dataclass(frozen=True, slots=True)
class Note:
    """A comment before its place is known: the clause, the words it is about, and what it says.

    `text` is the whole text of the clause, "" where something is missing in the document.
    """

    clause: str
    text: str
    words: str
    kind: str
    lines: tuple[str, ...]


def notes(findings: Iterable[Finding], rules: RuleSet, language: str) -> tuple[Note, ...]:
    """What is to be said of the findings, in their order."""
    return tuple(_note(finding, rules, language) for finding in findings)


def _note(found: Finding, rules: RuleSet, language: str) -> Note:
    words = word(found, rules, language)
    severity = say(language, f"severity.{found.severity}").capitalize()
    lines = [f"{severity}: {words.message} [{found.rule}]", upper_first(words.fix)]
    if words.basis:
        lines.append(f"{say(language, 'report.basis').capitalize()}: {words.basis}")
    return Note(found.clause, found.text, found.words, found.severity, tuple(lines))


def annotate(document: Document, written: Iterable[Note]) -> Document:
    """The document with every note in its margin: at its words, else at its clause, else at the title."""
    by_paragraph: dict[int, list[Comment]] = defaultdict(list)
    places = list(document.paragraphs())
    finder = _Finder(places)
    for note in written:
        index, start, end = finder.find(note)
        by_paragraph[index].append(Comment(start, end, note.kind, note.lines))
    counted = iter(range(len(places)))

    def commented(paragraph: Paragraph) -> Paragraph:
        listed = by_paragraph.get(next(counted), [])
        return replace(paragraph, comments=tuple(sorted(listed, key=lambda c: (c.start, c.end))))

    return replace(document, blocks=tuple(each_paragraph(b, commented) for b in document.blocks))


class _Finder:
    """Looks for the words of notes in the paragraphs of a document."""

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        self._texts = [_plain(paragraph.text) for paragraph in paragraphs]
        self._ids = {p.id: index for index, p in enumerate(paragraphs) if p.id}
        styles = [paragraph.style for paragraph in paragraphs]
        self._title = styles.index(Style.TITLE) if Style.TITLE in styles else 0
        self._cells = [i for i, style in enumerate(styles) if style is Style.CELL]

    def find(self, note: Note) -> tuple[int, int, int]:
        """The index of the paragraph and the characters in it."""
        if note.clause in self._ids:
            return self._in(self._ids[note.clause], note)
        whole = _plain(note.text)
        for index in self._cells:
            if whole and self._texts[index] == whole:
                return self._in(index, note)
        return self._in(self._ids.get(f"section.{note.clause}", self._title), note)

    def _in(self, index: int, note: Note) -> tuple[int, int, int]:
        text, words = self._texts[index], _plain(note.words)
        start = text.find(words) if words else -1
        return (index, start, start + len(words)) if start >= 0 else (index, 0, len(text))


def _plain(text: str) -> str:
    """The text, character for character, so that spaces and capitals do not matter."""
    spaced = "".join(" " if character.isspace() else character for character in text)
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in spaced)
