"""Coverage → one HTML page that holds all it needs: figures, the organisation chart, the table of positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from typing import Final

from generator.language import format_date
from generator.messages import say
from generator.render.html import POLICY
from generator.staff.chart import LOOKS, number, pictures, sign
from generator.staff.coverage import Position, State, Unit

_STYLE: Final = """\
html { color: #1a1a1a; background: white }
body { font: 10pt/1.35 Arial, Liberation Sans, Helvetica, sans-serif;
  max-width: 1080px; margin: 24px auto; padding: 0 20px }
h1 { font-size: 18pt; margin: 0 0 2px }
h2 { font-size: 13pt; margin: 28px 0 8px }
p { margin: 0 0 12px }
ul { display: flex; flex-wrap: wrap; gap: 6px 22px; list-style: none; margin: 0 0 12px; padding: 0 }
figure { margin: 0 0 22px; overflow-x: auto }
figcaption { color: #444; margin-bottom: 6px }
svg { display: block }
li svg, td svg { display: inline-block; vertical-align: -2px }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border: 1px solid #9aa0a8; padding: 3px 6px; vertical-align: top; text-align: left;
  overflow-wrap: break-word }
th { background: #e7ebf1 }
.number { text-align: right }
td.number { white-space: nowrap }
@page { size: A4 landscape; margin: 12mm 10mm }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 9pt;
    print-color-adjust: exact; -webkit-print-color-adjust: exact }
  figure { break-inside: avoid; overflow: visible }
  figure svg { max-width: 100%; max-height: 176mm }
  h2 { break-after: avoid }
  tr { break-inside: avoid }
  thead { display: table-header-group }
}
"""


def page(
    organisation: Unit, positions: Sequence[Position], language: str, day: date | None = None
) -> str:
    """The whole page; `organisation` is the tree of units, at its top the employer."""
    title = say(language, "coverage.title")
    said = format_date(day, language, "words") if day else ""
    return "\n".join(
        (
            f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">{POLICY}',
            f"<title>{escape(title)} — {escape(organisation.name)}</title>",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<style>{_STYLE}{''.join(_looks())}</style></head><body><main>",
            f"<h1>{escape(title)}</h1><p>{escape(', '.join(filter(None, (organisation.name, said))))}</p>",
            *_figures(positions, language),
            *_chart(organisation, language),
            *_table(positions, language),
            "</main></body></html>\n",
        )
    )


def _looks() -> Iterator[str]:
    for state, look in LOOKS.items():
        yield f".{state} {{ background: {look.fill} }}\n"
    for index, share in enumerate(_COLUMNS.values(), start=1):
        yield f"col:nth-child({index}) {{ width: {share}% }}\n"


def _figures(positions: Sequence[Position], language: str) -> Iterator[str]:
    """How many positions there are, and of each state, which is also what the signs mean."""
    counts = Counter(position.state for position in positions)
    yield f"<ul><li>{say(language, 'coverage.positions')}: <strong>{len(positions)}</strong></li>"
    for state in State:
        words = say(language, f"coverage.count.{state}")
        yield f"<li>{_sign(state)} {escape(words)} — <strong>{counts[state]}</strong></li>"
    yield "</ul>"


def _sign(state: State) -> str:
    return f'<svg width="12" height="12" aria-hidden="true">{sign(state)}</svg>'


def _chart(organisation: Unit, language: str) -> Iterator[str]:
    yield f"<h2>{say(language, 'coverage.chart')}</h2>"
    yield f"<p>{escape(say(language, 'coverage.drawing'))}</p>"
    found = pictures(organisation, language)
    for picture in found:
        caption = f"<figcaption>{escape(picture.unit)}</figcaption>" if len(found) > 1 else ""
        yield f"<figure>{caption}{picture.svg}</figure>"


_COLUMNS: Final = {
    "unit": 13, "position": 19, "planned": 7.5, "held": 7, "vacant": 8, "holders": 22.5, "role": 11, "state": 12,
}  # fmt: skip
"""The columns of the table, with their shares of its width."""

_NUMBERS: Final = ("planned", "held", "vacant")


def _table(positions: Iterable[Position], language: str) -> Iterator[str]:
    yield f"<h2>{say(language, 'coverage.table')}</h2><table><colgroup>"
    yield "<col>" * len(_COLUMNS)
    yield "</colgroup><thead><tr>"
    for column in _COLUMNS:
        look = ' class="number"' if column in _NUMBERS else ""
        yield f'<th scope="col"{look}>{say(language, f"coverage.{column}")}</th>'
    yield "</tr></thead><tbody>"
    yield from (_row(position, language) for position in positions)
    yield "</tbody></table>"


def _row(position: Position, language: str) -> str:
    rates = (position.planned, position.held, position.vacant)
    numbers = "".join(f'<td class="number">{_number(each, language)}</td>' for each in rates)
    state = say(language, f"coverage.{position.state}")
    return (
        f"<tr><td>{escape(position.unit)}</td><td>{escape(position.title)}</td>{numbers}"
        f"<td>{escape(', '.join(position.holders))}</td><td>{escape(position.role)}</td>"
        f'<td class="state {position.state}">{_sign(position.state)} {escape(state)}</td></tr>'
    )


def _number(rates: Decimal | None, language: str) -> str:
    return "—" if rates is None else number(rates, language)
