"""Findings → one HTML page that a lawyer reads without the terminal: by role and severity, with text, basis and fix."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from typing import Final

from generator.document.text import upper_first
from generator.issue import Severity
from generator.language import format_date
from generator.lint.finding import Finding
from generator.lint.rules import RuleSet
from generator.lint.waivers import Waived, part_of
from generator.lint.wording import Words, word
from generator.messages import say
from generator.render.html import POLICY

_STYLE: Final = """\
html { color: #1a1a1a; background: white }
body { font: 11pt/1.45 Arial, Liberation Sans, Helvetica, sans-serif;
  max-width: 860px; margin: 24px auto; padding: 0 20px }
h1 { font-size: 18pt; margin: 0 0 2px }
h2 { font-size: 14pt; margin: 34px 0 6px; padding-top: 10px; border-top: 2px solid #444 }
h3 { font-size: 11pt; margin: 4px 0 6px }
p { margin: 0 0 8px }
nav ul, .counts { list-style: none; margin: 0 0 12px; padding: 0 }
.counts { display: flex; flex-wrap: wrap; gap: 4px 22px }
nav li { margin: 2px 0 }
a { color: #0b4f9e }
article { border-left: 5px solid; padding: 4px 0 4px 14px; margin: 0 0 18px; break-inside: avoid }
.error { border-color: #b3261e }
.warning { border-color: #b26a00 }
.info { border-color: #3b6ea5 }
.severity { font-weight: bold }
.error .severity { color: #b3261e }
.warning .severity { color: #8a5200 }
.info .severity { color: #2b557f }
blockquote { margin: 6px 0 8px; padding: 6px 10px; background: #f4f4f1 }
mark { background: #ffe08a; color: inherit }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0 }
dt { color: #555 }
dd { margin: 0 }
.place { color: #555; font-size: 9.5pt; overflow-wrap: anywhere }
@page { size: A4; margin: 18mm 15mm }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 10pt;
    print-color-adjust: exact; -webkit-print-color-adjust: exact }
  h2, h3 { break-after: avoid }
}
"""

_ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def page(
    organisation: str,
    titles: Mapping[str, str],
    findings: Iterable[Finding],
    waived: Iterable[Waived],
    rules: RuleSet,
    language: str,
    day: date,
) -> str:
    """The whole page; `titles` has the title of every role that was read, in the order of the page."""
    listed = tuple(findings)
    title = say(language, "lint_page.title")
    said = format_date(day, language, "words")
    return "\n".join(
        (
            f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">{POLICY}',
            f"<title>{escape(title)} — {escape(organisation)}</title>",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<style>{_STYLE}</style></head><body><main>",
            f"<h1>{escape(title)}</h1><p>{escape(organisation)}, {escape(said)}</p>",
            f"<p>{escape(say(language, 'lint_page.no_advice'))}</p>",
            *_Page(rules, language).sections(listed, tuple(waived), titles),
            "</main></body></html>\n",
        )
    )


class _Page:
    def __init__(self, rules: RuleSet, language: str) -> None:
        self._rules = rules
        self._language = language

    def _say(self, key: str, **values: object) -> str:
        return escape(say(self._language, f"lint_page.{key}", **values))

    def sections(
        self, findings: tuple[Finding, ...], waived: tuple[Waived, ...], titles: Mapping[str, str]
    ) -> Iterator[str]:
        yield self._counts(findings)
        by_place = _by_place(findings)
        headings = {place: self._heading(place, titles) for place in by_place}
        if not findings:
            yield f"<p>{self._say('nothing')}</p>"
        yield "<nav><ul>"
        for number, (place, listed) in enumerate(by_place.items()):
            yield f'<li><a href="#r{number}">{headings[place]}</a> — {self._counted(listed)}</li>'
        yield "</ul></nav>"
        for number, (place, listed) in enumerate(by_place.items()):
            yield f'<section id="r{number}"><h2>{headings[place]}</h2>'
            yield from self._by_severity(listed)
            yield "</section>"
        if waived:
            yield f"<section><h2>{self._say('waived')}</h2>"
            yield from (self._waived(each) for each in waived)
            yield "</section>"

    def _counts(self, findings: tuple[Finding, ...]) -> str:
        counts = Counter(found.severity for found in findings)
        items = (f"<li>{self._say(s)}: <strong>{counts[s]}</strong></li>" for s in _ORDER)
        return f'<ul class="counts">{"".join(items)}</ul>'

    def _counted(self, findings: Iterable[Finding]) -> str:
        counts = Counter(found.severity for found in findings)
        said = (f"{self._say(s).lower()}: {counts[s]}" for s in _ORDER if counts[s])
        return ", ".join(said)

    def _heading(self, place: str, titles: Mapping[str, str]) -> str:
        if place in titles:
            return escape(titles[place])
        return self._say("shared", part=place) if place.startswith("_") else escape(place)

    def _by_severity(self, findings: list[Finding]) -> Iterator[str]:
        for severity in _ORDER:
            for found in findings:
                if found.severity is severity:
                    yield self._finding(found)

    def _finding(self, found: Finding) -> str:
        words = word(found, self._rules, self._language)
        severity = escape(upper_first(say(self._language, f"severity.{found.severity}")))
        return (
            f'<article class="{found.severity}"><h3><span class="severity">{severity}:</span> '
            f"{escape(words.message)}</h3>{_quoted(found)}<dl>{self._details(found, words)}</dl></article>"
        )

    def _details(self, found: Finding, words: Words) -> str:
        place = ":".join(filter(None, (found.location.file, found.location.address())))
        rows = (
            ("why", words.explanation),
            ("basis", words.basis),
            ("fix", upper_first(words.fix)),
            ("rule", found.rule),
            ("clause", found.clause),
            ("roles", ", ".join(found.roles) if len(found.roles) > 1 else ""),
            ("place", place),
        )
        return "".join(
            f"<dt>{self._say(key)}</dt><dd>{escape(text)}</dd>" for key, text in rows if text
        )

    def _waived(self, each: Waived) -> str:
        words = word(each.finding, self._rules, self._language)
        waiver = each.waiver
        until = format_date(waiver.until, self._language, "numeric")
        rows = (
            ("reason", waiver.reason),
            ("owner", waiver.owner),
            ("until", until),
            ("rule", waiver.rule),
            ("role", waiver.role),
            ("clause", waiver.clause),
        )
        details = "".join(f"<dt>{self._say(k)}</dt><dd>{escape(text)}</dd>" for k, text in rows)
        return f"<article><h3>{escape(words.message)}</h3>{_quoted(each.finding)}<dl>{details}</dl></article>"


def _by_place(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings by their role; those of a text that several roles share, by the file that has it."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.roles[0] if len(finding.roles) == 1 else part_of(finding)].append(finding)
    return dict(sorted(found.items()))


def _quoted(found: Finding) -> str:
    """The text with the words marked."""
    if not found.text:
        return ""
    start, end = found.spot.start, found.spot.end
    before, words, after = found.text[:start], found.text[start:end], found.text[end:]
    marked = f"<mark>{escape(words)}</mark>" if words else ""
    return f"<blockquote>{escape(before)}{marked}{escape(after)}</blockquote>"
