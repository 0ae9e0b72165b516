"""The organisation chart: boxes that do not overlap, labels within them, the same picture every time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from generator.render.lettering import width, wrap
from generator.staff.chart import LOOKS, PAGE, Picture, number, pictures
from generator.staff.coverage import Position, State, Unit
from generator.staff.page import page
from tests.workspace import ROOT, python

SVG = "{http://www.w3.org/2000/svg}"
STATES = tuple(State)
TITLES = (
    "Начальник відділу",
    "Менеджер з роботи з ключовими клієнтами",
    "Старший консультант з питань охорони праці, промислової безпеки та цивільного захисту населення",
    "Інженер-програміст",
    "Електрогазозварник-монтажник-випробувальник",
    "Щ" * 60,
    "<b>R&D</b> \"O’Ніл\" 'x'",
)


def position(unit: str, at: int, title: str = "") -> Position:
    return Position(
        unit, title or TITLES[at % 7], Decimal(1 + at % 12), Decimal(at % 3) / 2, Decimal(1),
        (f"Працівник {at}",), "", STATES[at % 4],
    )  # fmt: skip


def unit(name: str, count: int, *units: Unit) -> Unit:
    return Unit(name, tuple(position(name, at) for at in range(count)), units)


def small() -> Unit:
    return unit("ТОВ «Приклад»", 2, unit("Бухгалтерія", 3), unit("Відділ кадрів", 1))


def large() -> Unit:
    """300 positions in 43 units, five levels deep."""
    departments = []
    for d in range(6):
        sections = [
            unit(f"Управління {d}.{s}", 7, *(unit(f"Відділ {d}.{s}.{k}", 7) for k in range(2)))
            for s in range(2)
        ]
        departments.append(unit(f"Департамент {d} " + "і ще дуже довга назва " * d, 6, *sections))
    deep = unit("Сектор", 3, unit("Група", 3, unit("Ланка", 6)))
    return Unit("ТОВ «Приклад»", (), (unit("Дирекція", 0, *departments, deep),))


def leaves() -> Unit:
    return unit("Фірма", 1, *(unit(f"Відділ {n}", 1 + n % 9) for n in range(40)))


def huge() -> Unit:
    return unit("Відділ на дві сторінки", 90)


CHARTS = {"small": small, "large": large, "leaves": leaves, "huge": huge}
LARGE_POSITIONS = 300


@cache
def drawn(name: str) -> tuple[Picture, ...]:
    return pictures(CHARTS[name](), "uk")


def root_of(picture: Picture) -> Any:
    return ElementTree.fromstring(picture.svg)


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    def touches(self, other: Rect) -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


def rect(element: Any) -> Rect:
    return Rect(*(float(element.get(key)) for key in ("x", "y", "width", "height")))


def boxes(picture: Picture) -> list[Rect]:
    return [rect(e) for e in root_of(picture).iter(f"{SVG}rect") if e.get("class") == "box"]


def labels(picture: Picture) -> Iterator[tuple[Rect, Any]]:
    """Each text of a picture with the box it is in."""
    for group in root_of(picture).findall(f"{SVG}g"):
        box = rect(group.find(f"{SVG}rect"))
        yield from ((box, text) for text in group.iter(f"{SVG}text"))


@pytest.mark.parametrize("name", CHARTS)
def test_no_box_overlaps_another(name: str) -> None:
    for picture in drawn(name):
        found = boxes(picture)
        assert found
        assert not [pair for pair in combinations(found, 2) if pair[0].touches(pair[1])]


@cache
def measure(bold: bool) -> Any:
    """A font as wide as Arial, which is what the chart is measured for."""
    from fontTools.ttLib import TTFont

    from generator.render.fonts import _match

    path = _match(("Liberation Sans",), "file", "Bold" if bold else "Regular")
    if "LiberationSans" not in path:
        pytest.skip("Liberation Sans is not installed")
    font = TTFont(path)
    names, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return lambda text: sum(widths[names[ord(letter)]][0] for letter in text) / em


@pytest.mark.parametrize("name", CHARTS)
def test_every_label_is_within_its_box(name: str) -> None:
    seen = 0
    for picture in drawn(name):
        for box, text in labels(picture):
            size = float(text.get("font-size"))
            length = measure(text.get("font-weight") == "bold")(text.text) * size
            x, y = float(text.get("x")), float(text.get("y"))
            left = x - length if text.get("text-anchor") == "end" else x
            assert box.holds(left, y - 0.72 * size), text.text
            assert box.holds(left + length, y + 0.21 * size), text.text
            seen += 1
    assert seen > 8


@pytest.mark.parametrize("name", CHARTS)
def test_a_title_does_not_run_into_the_rates_beside_it(name: str) -> None:
    for picture in drawn(name):
        for box, text in labels(picture):
            if text.get("text-anchor") != "end" and text.get("font-weight") != "bold":
                end = float(text.get("x")) + measure(bold=False)(text.text) * 11
                assert end <= box.x + box.width - 46 - 8


@pytest.mark.parametrize("name", CHARTS)
def test_boxes_and_lines_are_within_the_picture(name: str) -> None:
    for picture in drawn(name):
        root = root_of(picture)
        left, top, wide, high = map(float, root.get("viewBox").split())
        assert (root.get("width"), root.get("height")) == (f"{wide:g}", f"{high:g}")
        for box in boxes(picture):
            assert left <= box.x - 0.5
            assert top <= box.y - 0.5
            assert box.x + box.width + 0.5 <= left + wide
            assert box.y + box.height + 0.5 <= top + high


@pytest.mark.parametrize("name", ["small", "large", "leaves"])
def test_every_picture_fits_on_a_page(name: str) -> None:
    for picture in drawn(name):
        root = root_of(picture)
        assert float(root.get("width")) <= PAGE[0]
        assert float(root.get("height")) <= PAGE[1] + 2


def test_a_small_company_is_one_picture_and_a_large_one_several() -> None:
    assert len(drawn("small")) == 1
    assert 5 < len(drawn("large")) < 40


@pytest.mark.parametrize("name", CHARTS)
def test_every_position_is_shown_once(name: str) -> None:
    expected = Counter(title_of(each) for each in whole_of(CHARTS[name]()))
    titles = [
        group.find(f"{SVG}title").text
        for picture in drawn(name)
        for box in root_of(picture).findall(f"{SVG}g")
        for group in box.findall(f"{SVG}g")
    ]
    assert Counter(titles) == expected


def whole_of(unit: Unit) -> tuple[Position, ...]:
    """The positions of a unit and of all below it."""
    found, waiting = list(unit.positions), list(unit.units)
    while waiting:
        below = waiting.pop(0)
        found += below.positions
        waiting += below.units
    return tuple(found)


def title_of(each: Position) -> str:
    words = {
        "covered": "є",
        "broken": "роль із помилками",
        "unfinished": "роль не дописано",
        "missing": "немає",
    }
    return f"{each.title}: {words.get(each.state, 'не потрібна')}"


def test_the_large_company_has_as_many_positions_as_it_says() -> None:
    assert len(whole_of(large())) == LARGE_POSITIONS


@pytest.mark.parametrize("name", CHARTS)
def test_every_unit_is_shown_with_what_is_below_it(name: str) -> None:
    waiting = [CHARTS[name]()]
    shown = {
        box.find(f"{SVG}title").text
        for picture in drawn(name)
        for box in root_of(picture).findall(f"{SVG}g")
    }
    while waiting:
        found = waiting.pop()
        waiting += found.units
        if found.positions:
            assert found.name in shown


def test_a_line_leads_from_each_unit_to_those_below_it() -> None:
    (picture,) = drawn("small")
    top, *below = sorted(boxes(picture), key=lambda box: (box.x, box.y))
    lines = [
        re.fullmatch(r"M(\S+) (\S+)h20V(\S+)h20", e.get("d"))
        for e in root_of(picture).findall(f"{SVG}path")
    ]
    ends = sorted((float(m[1]) + 40, float(m[3])) for m in lines if m)
    assert ends == [(box.x, box.y + box.height / 2) for box in below]
    assert {(float(m[1]), float(m[2])) for m in lines if m} == {
        (top.x + top.width, top.y + top.height / 2)
    }


def test_colours_are_also_told_by_a_sign_and_in_words() -> None:
    assert len({look.fill for look in LOOKS.values()}) == len(State)
    assert len({look.sign for look in LOOKS.values()}) == len(State)
    (picture,) = drawn("small")
    for state in (State.COVERED, State.BROKEN):
        assert LOOKS[state].sign in picture.svg
    assert "роль із помилками" in picture.svg


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("over", ["text", "sign"])
def test_text_and_signs_stand_out_from_their_colour(state: State, over: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    ink = "#1a1a1a" if over == "text" else LOOKS[state].ink
    assert (luminance(LOOKS[state].fill) + 0.05) / (luminance(ink) + 0.05) >= 4.5


def test_a_picture_is_called_and_described() -> None:
    (picture,) = drawn("small")
    root = root_of(picture)
    assert root.get("role") == "img"
    named = {child.get("id"): child.text for child in root if child.get("id")}
    assert [named[each] for each in root.get("aria-labelledby").split()] == [
        "Організаційна структура: ТОВ «Приклад»",
        root.find(f"{SVG}desc").text,
    ]


def test_an_organisation_with_one_unit_at_the_top_begins_with_that_unit() -> None:
    assert drawn("large")[0].unit == "Дирекція"


def test_an_organisation_without_positions_has_a_picture() -> None:
    (picture,) = pictures(Unit("Фірма", (), ()), "uk")
    assert len(boxes(picture)) == 1


PROGRAM = """
import sys
sys.path.insert(0, ".")
from tests.staff.test_chart import large, whole_of
from generator.staff.page import page
sys.stdout.write(page(large(), whole_of(large()), "uk"))
"""


def test_two_processes_draw_the_same() -> None:
    made = {python(PROGRAM, cwd=ROOT, PYTHONHASHSEED=seed).stdout for seed in ("1", "2")}
    (written,) = made
    assert len(written) > 100_000


# What texts are as wide as


@pytest.mark.parametrize("bold", [True, False])
def test_no_letter_is_wider_than_it_is_taken_for(bold: bool) -> None:
    letters = [chr(code) for code in (*range(32, 127), *range(0x400, 0x460), 0x490, 0x491)]
    for letter in (*letters, *"«»“”„’–—…№·\xa0"):
        assert measure(bold)(letter) <= width(letter, 1), letter


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("Відділ", 3, ("Відділ",)),
        ("Відділ роботи з клієнтами", 3, ("Відділ роботи з", "клієнтами")),
        ("інженер-програміст", 3, ("інженер-", "програміст")),
        ("Перше друге третє четверте пʼяте шосте", 2, ("Перше друге", "третє четверте…")),
        ("А" * 30, 2, ("А" * 13, "А" * 11 + "…")),
        ("", 3, ("",)),
    ],
    ids=["short", "two", "hyphen", "shortened", "one-word", "empty"],
)
def test_a_text_is_broken_into_lines(text: str, most: int, expected: tuple[str, ...]) -> None:
    assert wrap(text, 10, 100, most) == expected


@pytest.mark.parametrize(
    ("rates", "language", "expected"),
    [("2", "uk", "2"), ("0.5", "uk", "0,5"), ("0.5", "en", "0.5"), ("10", "uk", "10"), ("0.333", "uk", "0,33")],
)  # fmt: skip
def test_rates_are_written_as_the_language_does(rates: str, language: str, expected: str) -> None:
    assert number(Decimal(rates), language) == expected


# The page


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "col"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@cache
def whole(name: str) -> str:
    return page(CHARTS[name](), whole_of(CHARTS[name]()), "uk")


def tags(markup: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(markup)
    assert parser.open == []
    return parser.found


@pytest.mark.parametrize("name", CHARTS)
def test_the_page_is_whole_loads_nothing_and_runs_nothing(name: str) -> None:
    found = tags(whole(name))
    names = {tag for tag, _ in found}
    assert not names & {"script", "link", "img", "iframe", "object", "a", "use", "image"}
    assert not [
        k
        for _, attributes in found
        for k in attributes
        if k.startswith("on") or k in ("src", "href", "style")
    ]
    policy = next(a for tag, a in found if tag == "meta" and "http-equiv" in a)
    assert "default-src 'none'" in (policy["content"] or "")
    assert "url(" not in whole(name)


@pytest.mark.parametrize("name", CHARTS)
def test_ids_of_the_page_are_there_once(name: str) -> None:
    ids = [a["id"] for _, a in tags(whole(name)) if "id" in a]
    assert len(ids) == len(set(ids)) == 2 * len(drawn(name))


def test_names_are_escaped() -> None:
    hostile = "<script>alert(1)</script>"
    one = Position(hostile, hostile, Decimal(1), None, None, (hostile,), hostile, State.MISSING)
    markup = page(Unit(hostile, (one,), ()), (one,), "uk")
    assert "<script" not in markup
    assert markup.count("&lt;script&gt;") >= 6


def test_the_page_counts_positions_of_every_state() -> None:
    text = re.sub(r"<[^>]+>", "", whole("large"))
    counts = Counter(each.state for each in whole_of(large()))
    for state, words in zip(
        STATES,
        (
            "Мають інструкцію",
            "Роль із помилками",
            "Роль не дописано",
            "Не мають інструкції",
            "Не потребують",
        ),
        strict=True,
    ):
        assert f"{words} — {counts[state]}" in text


def test_the_table_has_a_row_for_every_position() -> None:
    assert whole("large").count("<tr>") == 1 + LARGE_POSITIONS


def test_unknown_rates_are_a_dash() -> None:
    one = Position("", "М", Decimal(2), None, None, (), "", State.MISSING)
    markup = page(Unit("Ф", (one,), ()), (one,), "uk")
    assert markup.count('<td class="number">—</td>') == 2
    assert ">2</text>" in markup


def test_the_page_is_laid_out_for_paper(tmp_path: Path) -> None:
    """Every picture on a page of its own or with others, whole; the head of the table on each page."""
    from tests.machine import need_pango

    need_pango()
    import io

    import pdfplumber
    import weasyprint

    with pdfplumber.open(
        io.BytesIO(weasyprint.HTML(string=printable(whole("large"))).write_pdf())
    ) as pdf:
        texts = [p.extract_text() for p in pdf.pages]
        assert all(p.width > p.height for p in pdf.pages)
        assert max(w["x1"] for p in pdf.pages for w in p.extract_words()) <= pdf.pages[0].width - 28
    first = next(at for at, text in enumerate(texts) if "Працівники" in text)
    assert all("Працівники" in text for text in texts[first:])


def printable(markup: str) -> str:
    """Without the two declarations that WeasyPrint does not know and says so."""
    return re.sub(
        r"(overflow-x|overflow|-webkit-print-color-adjust|print-color-adjust):[^;}]+;?", "", markup
    )
