"""The matrix → one HTML page that holds all it needs: a heat map with filters, and what its levels mean.

Without JavaScript everything is shown; with it the table can be filtered and moved through by keyboard, as a grid of
the ARIA Authoring Practices Guide.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final

from generator.competency.matrix import Matrix, MatrixRow, name_in
from generator.competency.profile import shade
from generator.language import format_date
from generator.language.folding import folded
from generator.messages import say

_A4_COLUMNS: Final = 24
"""How many competencies can be printed on A4? What 277 mm leave beside the roles, at 9 mm each."""


def matrix_page(
    matrix: Matrix,
    organisation: str,
    shades: Sequence[str],
    language: str,
    day: date | None = None,
) -> str:
    """The whole page; `shades` are the colours of levels from 0 up (`#rrggbb`), as in the theme."""
    title = escape(say(language, "matrix.title"))
    said = format_date(day, language, "words") if day else ""
    style = f"{_file('matrix.css')}{''.join(_looks(matrix, shades))}"
    script = _file("matrix.js")
    return "\n".join(
        (
            f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">',
            _policy(style, script),
            f"<title>{title} — {escape(organisation)}</title>",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<style>{style}</style></head><body><main>",
            f"<h1>{title}</h1><p>{escape(', '.join(filter(None, (organisation, said))))}</p>",
            *_filters(matrix, language),
            *_table(matrix, language),
            *_legend(matrix, language),
            f"</main><script>{script}</script></body></html>\n",
        )
    )


@cache
def _file(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing runs but our script and nothing is loaded (CSP Level 3, 2.3.1: sources by their hashes)."""
    return (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'\">"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}"


def _looks(matrix: Matrix, shades: Sequence[str]) -> Iterator[str]:
    """The colours of levels, and the paper."""
    for number, colour in enumerate(shades):
        yield f".s{number} {{ background: {colour} }}\n"
    size = "A4" if len(matrix.entries) <= _A4_COLUMNS else "A3"
    yield f"@page {{ size: {size} landscape; margin: 10mm }}\n"


def _highest(matrix: Matrix) -> int:
    return max((len(scale.levels) for _, scale in matrix.scales), default=0)


def _filters(matrix: Matrix, language: str) -> Iterator[str]:
    """The filters, which without a script nobody sees, and how much they show."""

    def word(key: str) -> str:
        return escape(say(language, f"matrix.{key}"))

    yield f'<form aria-label="{word("filters")}" autocomplete="off" data-live hidden>'
    yield f'<label>{word("search")} <input type="search" name="search"></label>'
    yield f'<label>{word("unit")} <select name="unit"><option value="">{word("any_unit")}</option>'
    for number, unit in enumerate(matrix.units):
        yield f'<option value="{number}">{escape(unit) or word("no_unit")}</option>'
    yield f'</select></label><label>{word("lowest")} <select name="level">'
    yield f'<option value="0">{word("any_level")}</option>'
    yield from (f"<option>{level}</option>" for level in range(1, _highest(matrix) + 1))
    yield f"</select></label><fieldset><legend>{word('kind_of')}</legend>"
    for group in matrix.groups:
        box = f'<input type="checkbox" value="{group.kind}" checked>'
        yield f"<label>{box} {word(f'kind.{group.kind}')}</label>"
    yield f'</fieldset><button type="button">{word("clear")}</button></form>'
    yield f'<p class="keys" data-live hidden>{word("keys")}</p>'
    yield _count(matrix, language)


def _count(matrix: Matrix, language: str) -> str:
    """How much is shown: at first everything; the script counts again with the words it finds here."""
    roles, competencies = len(matrix.rows), len(matrix.entries)
    totals = {"all_roles": roles, "all_competencies": competencies}
    words = say(language, "matrix.shown", roles="{roles}", competencies="{competencies}", **totals)
    text = words.format(roles=roles, competencies=competencies)
    return f'<p role="status" aria-live="polite" data-words="{escape(words)}">{escape(text)}</p>'


def _table(matrix: Matrix, language: str) -> Iterator[str]:
    title = escape(say(language, "matrix.title"))
    yield f'<div class="scroll" role="region" aria-label="{title}" tabindex="0">'
    yield f"<table><caption>{title}</caption><thead><tr>"
    yield f'<th scope="col" rowspan="2">{escape(say(language, "matrix.role"))}</th>'
    for group in matrix.groups:
        kind = escape(say(language, f"matrix.kind.{group.kind}"))
        about = f'colspan="{len(group.entries)}" data-kind="{group.kind}"'
        yield f'<th scope="colgroup" {about}><span>{kind}</span></th>'
    yield "</tr><tr>"
    for entry in matrix.entries:
        about = f'data-kind="{entry.kind}" data-id="{entry.id}" title="{escape(entry.definition)}"'
        yield f'<th scope="col" {about}><span>{escape(name_in(entry, language))}</span></th>'
    yield "</tr></thead><tbody>"
    units = {folded(unit): number for number, unit in enumerate(matrix.units)}
    highest = tuple(entry.highest for entry in matrix.entries)
    yield from (_row(row, highest, units[folded(row.unit)]) for row in matrix.rows)
    yield "</tbody></table></div>"


def _row(row: MatrixRow, highest: Sequence[int], unit: int) -> str:
    below = f"<small>{escape(row.unit)}</small>" if row.unit else ""
    levels = "".join(map(_cell, row.levels, highest))
    return (
        f'<tr data-unit="{unit}" data-role="{row.role}">'
        f'<th scope="row"><span>{escape(row.title)}</span>{below}</th>{levels}</tr>'
    )


@cache
def _cell(level: int, highest: int) -> str:
    return f'<td class="s{shade(level, highest)}">{level}</td>' if level else "<td></td>"


def _legend(matrix: Matrix, language: str) -> Iterator[str]:
    yield f"<h2>{escape(say(language, 'matrix.legend'))}</h2>"
    yield f"<p>{escape(say(language, 'matrix.empty'))}</p>"
    for _, scale in matrix.scales:
        yield f"<h3>{escape(name_in(scale, language))}</h3><ul>"
        for number, level in enumerate(scale.levels, start=1):
            said = f"<strong>{escape(name_in(level, language))}.</strong> {escape(level.text)}"
            look = f"sign s{shade(number, len(scale.levels))}"
            yield f'<li><span class="{look}">{number}</span><span>{said}</span></li>'
        yield "</ul>"
