"""The page of the matrix in a browser: what filters leave, what is counted, keys, and nothing but the page itself."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from generator.competency.matrix import matrix
from generator.competency.matrix_page import matrix_page
from generator.model.competency import CompetencyKind
from tests.browser import Visit, visit
from tests.competency.matrices import (
    ORGANISATION,
    SHADES,
    catalogue,
    entry,
    large,
    profile,
    small,
)

ROLES = "[...document.querySelectorAll('tbody tr:not([hidden])')].map(row => row.dataset.role)"
COMPETENCIES = (
    "[...document.querySelectorAll('thead tr + tr th:not([hidden])')].map(head => head.dataset.id)"
)
COUNT = "document.querySelector('[role=status]').textContent"
SPANS = "[...document.querySelectorAll('thead [colspan]:not([hidden])')].map(each => each.colSpan)"
HERE = "[document.activeElement.tagName, document.activeElement.innerText.trim()]"
STOPS = "document.querySelectorAll('table [tabindex=\"0\"]').length"
SHOWN = (("see", ROLES), ("see", COMPETENCIES), ("see", COUNT))
EVERYONE = ["accountant", "head", "seller", "agent", "driver"]
EVERYTHING = ["accounting", "sales", "negotiation", "leadership", "english"]


@cache
def text(language: str = "uk") -> str:
    return matrix_page(small(), ORGANISATION, SHADES, language, date(2026, 2, 1))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "matrix.html"
    path.write_text(text(), "utf-8")
    return path


def clean(found: Visit) -> Visit:
    """A visit in which the page neither complained nor asked for anything."""
    assert (found.messages, found.requests) == ((), ())
    return found


def box(kind: str) -> tuple[str, str]:
    return ("click", f"[value={kind}]")


@pytest.mark.parametrize(
    ("steps", "roles", "competencies"),
    [
        ([], EVERYONE, EVERYTHING),
        ([("choose", ["[name=unit]", "Відділ продажу"])], ["seller", "agent"], EVERYTHING),
        ([("choose", ["[name=unit]", "поза підрозділами"])], ["driver"], EVERYTHING),
        (
            [box("professional"), box("language")],
            EVERYONE,
            ["negotiation", "leadership"],
        ),
        (
            [("choose", ["[name=level]", "4"])],
            ["accountant", "head", "agent"],
            ["accounting", "leadership", "english"],
        ),
        (
            [("choose", ["[name=level]", "4"]), box("professional")],
            ["head", "agent"],
            ["leadership", "english"],
        ),
        (
            [("choose", ["[name=level]", "6"]), ("choose", ["[name=unit]", "Бухгалтерія"])],
            [],
            [],
        ),
        ([("click", "[name=search]"), ("type", "ПРОД")], ["seller"], EVERYTHING),
        ([("click", "[name=search]"), ("type", "об'єкт агент")], ["agent"], EVERYTHING),
        ([("click", "[name=search]"), ("type", "нема")], [], EVERYTHING),
    ],
    ids=[
        "nothing", "unit", "no unit", "kinds", "level", "level and kind", "level and unit", "search",
        "apostrophe and order", "nobody",
    ],
)  # fmt: skip
def test_a_filter_leaves_the_roles_and_competencies_that_are_meant(
    page: Path, steps: list[tuple[str, Any]], roles: list[str], competencies: list[str]
) -> None:
    found = clean(visit(page, *steps, *SHOWN, ("see", SPANS), ("see", STOPS)))
    *_, left, columns, count, spans, stops = found.results
    assert (left, columns) == (roles, competencies)
    assert count == (f"Показано посад: {len(roles)} з 5, компетенцій: {len(competencies)} з 5.")
    assert sum(spans) == len(competencies)
    assert stops == 1


@pytest.mark.parametrize("step", [("press", "Escape"), ("click", "button")], ids=["Esc", "button"])
def test_filters_can_be_cleared(page: Path, step: tuple[str, str]) -> None:
    chosen = (("choose", ["[name=unit]", "Бухгалтерія"]), box("language"))
    found = clean(visit(page, *chosen, ("see", ROLES), step, *SHOWN))
    assert found.results[2] == ["accountant", "head"]
    assert found.results[-3:-1] == (EVERYONE, EVERYTHING)


def test_a_level_below_the_one_asked_for_stays_but_has_no_colour(page: Path) -> None:
    cell = "getComputedStyle(document.querySelector('[data-role=head] td:last-child'))"
    found = clean(
        visit(page, ("see", f"{cell}.backgroundColor"), ("choose", ["[name=level]", "4"]),
              ("see", f"{cell}.backgroundColor"), ("see", f"{cell}.color"))
    )  # fmt: skip
    assert found.results[0] == "rgb(219, 233, 247)"
    assert found.results[2:] == ("rgb(255, 255, 255)", "rgb(89, 89, 89)")


KEYS = (
    ("Tab", ["TH", "Посада"]),
    ("ArrowRight", ["TH", "Бухгалтерський облік"]),
    ("ArrowDown", ["TD", "4"]),
    ("ArrowDown", ["TD", "5"]),
    ("End", ["TD", "1"]),
    ("ArrowRight", ["TD", "1"]),
    ("ArrowLeft", ["TD", "4"]),
    ("Home", ["TH", "Начальник відділу\nБухгалтерія"]),
    ("ArrowUp", ["TH", "Бухгалтер\nБухгалтерія"]),
    ("PageDown", ["TH", "Водій"]),
    ("Control+Home", ["TH", "Посада"]),
    ("Control+End", ["TD", ""]),
    ("PageUp", ["TH", "Англійська мова"]),
)


def test_the_table_can_be_gone_through_by_keyboard_alone(page: Path) -> None:
    into = [("see", "document.querySelector('button').focus()")]
    moves = [step for key, _ in KEYS for step in (("press", key), ("see", HERE))]
    found = clean(visit(page, *into, *moves))
    assert list(found.results[2::2]) == [place for _, place in KEYS]


def test_every_filter_can_be_reached_and_leaves_a_visible_focus(page: Path) -> None:
    name = "document.activeElement.name || document.activeElement.value || HERE"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    steps = [("press", "Tab"), ("see", name.replace("HERE", HERE)), ("see", outline)]
    found = clean(visit(page, *steps * 9))
    assert list(found.results[1::3]) == [
        "search", "unit", "level", "professional", "behavioural", "managerial", "language",
        ["BUTTON", "Показати все"], ["TH", "Посада"],
    ]  # fmt: skip
    assert set(found.results[2::3]) == {"solid"}


def test_keys_pass_over_what_is_filtered_out(page: Path) -> None:
    steps = (
        ("choose", ["[name=unit]", "Відділ продажу"]),
        box("professional"),
        ("see", "document.querySelector('button').focus()"),
        ("press", "Tab"),
        ("press", "ArrowDown"),
        ("press", "ArrowRight"),
        ("see", HERE),
    )
    assert clean(visit(page, *steps)).results[-1] == ["TD", "2"]


def test_a_cell_that_has_the_focus_is_not_under_the_headings(tmp_path: Path) -> None:
    path = tmp_path / "matrix.html"
    path.write_text(matrix_page(large(60, 40), ORGANISATION, SHADES, "uk"), "utf-8")
    steps = (
        ("see", "document.querySelector('button').focus()"),
        *[("press", key) for key in ("Tab", "Control+End", *["PageUp"] * 3)],
        *[("press", "ArrowLeft")] * 25,
        ("see", "(cell => [cell.left, cell.top])(document.activeElement.getBoundingClientRect())"),
        ("see", "(head => [head.right, head.bottom])"
                "(document.querySelector('[rowspan]').getBoundingClientRect())"),
    )  # fmt: skip
    *_, (left, top), (right, bottom) = clean(visit(path, *steps, width=800)).results
    assert left >= right - 1
    assert top >= bottom - 1


@pytest.mark.parametrize("language", ["uk", "en"])
def test_axe_finds_nothing(tmp_path: Path, language: str) -> None:
    path = tmp_path / "matrix.html"
    path.write_text(text(language), "utf-8")
    filtered = ("choose", ["[name=level]", "4"])
    found = clean(visit(path, ("axe", None), filtered, ("axe", None)))
    assert found.results[::2] == ([], [])


def test_without_scripts_everything_is_shown_and_no_filter_is(page: Path) -> None:
    seen = (
        *SHOWN,
        ("see", "document.querySelector('form').hidden"),
        ("see", "document.querySelector('table').getAttribute('role')"),
    )
    roles, competencies, count, hidden, role = clean(visit(page, *seen, scripts=False)).results
    assert (roles, competencies) == (EVERYONE, EVERYTHING)
    assert count == "Показано посад: 5 з 5, компетенцій: 5 з 5."
    assert (hidden, role) == (True, None)


@pytest.mark.parametrize("width", [320, 700, 1280], ids=str)
def test_the_table_scrolls_and_not_the_page(tmp_path: Path, width: int) -> None:
    path = tmp_path / "matrix.html"
    path.write_text(matrix_page(large(30, 60), ORGANISATION, SHADES, "uk"), "utf-8")
    wide = "[document.documentElement, document.querySelector('.scroll')].map(e => e.scrollWidth)"
    whole, inner = clean(visit(path, ("see", wide), width=width)).results[0]
    assert whole <= width < inner


def test_the_heading_and_the_roles_stay_in_view(tmp_path: Path) -> None:
    path = tmp_path / "matrix.html"
    path.write_text(matrix_page(large(60, 40), ORGANISATION, SHADES, "uk"), "utf-8")
    place = "(box => [box.left, box.top])(document.querySelector('{}').getBoundingClientRect())"
    places = [("see", place.format(each)) for each in ("[rowspan]", "thead tr + tr th", "tbody th")]
    scroll = ("see", "document.querySelector('.scroll').scrollTo(400, 500)")
    *before, _, corner, head, role = clean(visit(path, *places, scroll, *places)).results
    assert corner == before[0]
    assert head[1] == before[1][1]
    assert role[0] == before[2][0]


def test_it_is_printed_as_wide_as_the_sheet_with_its_head_on_every_page(tmp_path: Path) -> None:
    path, paper = tmp_path / "matrix.html", tmp_path / "matrix.pdf"
    path.write_text(matrix_page(large(60, 60), ORGANISATION, SHADES, "uk"), "utf-8")
    clean(visit(path, ("pdf", str(paper))))
    with pdfplumber.open(paper) as book:
        pages = [page for page in book.pages if "Провідний" in page.extract_text()]
        assert len(pages) > 2
        for page in pages:
            assert round(page.width / 72 * 25.4) == 420
            assert "Управлінські" in page.extract_text()
            assert "Мовні" in page.extract_text()
        assert "Показати" not in pages[0].extract_text()


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{roles}{0}</style>"


def test_words_of_others_stay_words(tmp_path: Path) -> None:
    known = catalogue(entry("odd", HOSTILE, CompetencyKind.DIGITAL, HOSTILE))
    one = matrix((profile("clerk", HOSTILE, HOSTILE, {"odd": 3}, known),), known)
    path = tmp_path / "matrix.html"
    path.write_text(matrix_page(one, HOSTILE, SHADES, "uk"), "utf-8")
    found = clean(
        visit(
            path,
            ("see", "document.querySelector('tbody th span').textContent"),
            ("see", "document.querySelector('thead tr + tr span').textContent"),
            ("see", "document.querySelectorAll('option')[1].textContent"),
            ("see", COUNT),
        )
    )
    assert found.results[:3] == (HOSTILE,) * 3
    assert found.results[3] == "Показано посад: 1 з 1, компетенцій: 1 з 1."


def test_a_page_of_nothing_is_whole_too(tmp_path: Path) -> None:
    path = tmp_path / "matrix.html"
    path.write_text(matrix_page(matrix((), catalogue()), ORGANISATION, SHADES, "uk"), "utf-8")
    found = clean(visit(path, ("press", "Tab"), ("press", "Escape"), ("see", COUNT)))
    assert found.results[-1] == "Показано посад: 0 з 0, компетенцій: 0 з 0."


def test_only_our_script_may_run_and_nothing_may_be_loaded() -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text())
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert text().count("<script") == 1
    assert not re.search(r"\b(?:src|href|onclick|style)=|https?:|url\(", text())


def test_the_page_is_the_same_each_time() -> None:
    again = matrix_page(small(), ORGANISATION, SHADES, "uk", date(2026, 2, 1))
    assert again == text()
