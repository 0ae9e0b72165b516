"""The page stands by itself, is valid HTML, and says what it is to those who cannot see it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from tinyhtml5.parser import HTMLParser as StrictParser

from generator.document.templates import Templates
from generator.document.tree import (
    Block,
    Break,
    Cell,
    Document,
    Group,
    Link,
    Paragraph,
    Picture,
    Reference,
    Style,
    Table,
    TableStyle,
    Text,
)
from generator.make import Composer, Plan, Renderer, load_theme
from generator.model.theme import Theme
from generator.render.html import body, page
from generator.source.workspace import load_workspace
from tests.workspace import ROOT, rendered

ENGLISH = ROOT / "samples/en"
PAGES = [(ROOT, role) for role in load_workspace(ROOT).role_ids()]
PAGES += [(ENGLISH, role) for role in load_workspace(ENGLISH).role_ids()]

VOID = {"meta", "br", "img", "col", "link", "input", "hr"}


class _Outline(HTMLParser):
    """Tags, ids and addresses of a page; an end that does not match its beginning fails."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.text.setdefault(self.open[-1], []).append(data)

    def values(self, name: str, tag: str = "") -> list[str]:
        return [a[name] for t, a in self.tags if name in a and tag in ("", t)]


def outline(markup: str) -> _Outline:
    found = _Outline()
    found.feed(markup)
    found.close()
    assert found.open == []
    return found


@cache
def shipped(root: Path, role: str, draft: bool = True) -> str:
    (content,) = dict(rendered(Renderer(Plan(root, ("html",), draft=draft)), role).files).values()
    return content.decode()


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme(Templates(load_workspace(ROOT)))


def name(value: object) -> str | None:
    return value.name if isinstance(value, Path) else None


@pytest.mark.parametrize(("root", "role"), PAGES, ids=name)
def test_a_shipped_page_loads_nothing(root: Path, role: str) -> None:
    markup = unquote(shipped(root, role))
    assert not re.findall(r"https?:|file:|@import|//[a-z]", re.sub(r'xmlns="[^"]*"', "", markup))
    found = outline(markup)
    assert not {"script", "link", "iframe", "object", "base"} & {tag for tag, _ in found.tags}
    assert all(address.startswith("#") for address in found.values("href"))
    assert all(address.startswith("data:") for address in found.values("src"))
    urls = re.findall(r"url\(\s*['\"]?([^)]{5})", markup)
    assert set(urls) <= {"data:"}


@pytest.mark.parametrize(("root", "role"), PAGES, ids=name)
def test_a_shipped_page_is_valid_html(root: Path, role: str) -> None:
    parser = StrictParser()
    parser.parse(shipped(root, role))
    assert parser.errors == []
    outline(shipped(root, role))


@pytest.mark.parametrize(("root", "role"), PAGES, ids=name)
def test_a_shipped_page_has_one_first_heading_unique_ids_and_working_links(
    root: Path, role: str
) -> None:
    found = outline(shipped(root, role))
    assert [tag for tag, _ in found.tags].count("h1") == 1
    assert [tag for tag, _ in found.tags].count("h2") >= 6
    ids = found.values("id")
    assert len(ids) == len(set(ids)) > 15
    assert {address.removeprefix("#") for address in found.values("href")} <= set(ids)


@pytest.mark.parametrize(
    ("root", "role", "language"),
    [(ROOT, "driver", "uk"), (ENGLISH, "account-manager", "en")],
    ids=name,
)
def test_a_page_says_its_language_title_and_author(root: Path, role: str, language: str) -> None:
    found = outline(shipped(root, role))
    document = Composer(Plan(root)).document(role)
    assert found.values("lang", "html") == [language]
    assert found.text["title"] == [document.title]
    metas = {a["name"]: a["content"] for tag, a in found.tags if tag == "meta" and "name" in a}
    assert (metas["author"], metas["description"]) == (document.author, document.subject)


def test_only_a_draft_shows_its_mark() -> None:
    draft, final = shipped(ROOT, "driver"), shipped(ROOT, "driver", draft=False)
    assert '<p class="mark" aria-hidden="true">ПРОЄКТ</p>' in draft
    assert "ПРОЄКТ" not in final
    assert outline(draft).text["h2"] == outline(final).text["h2"]


# Small documents


def document(*blocks: Block, day: str = "", mark: str = "") -> Document:
    return Document("Т", "С", "А", "uk", mark, day, "", blocks)


def p(*inlines: Text | Reference | Break | Picture, **kwargs: str | bool) -> Paragraph:
    return Paragraph(Style.BODY, inlines, **kwargs)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (p(Text("А & <Б> \"В\"")), '<p class="body">А &amp; &lt;Б&gt; &quot;В&quot;</p>'),
        (p(Text("А", bold=True)), '<p class="body"><strong>А</strong></p>'),
        (p(Text("А", bold=True, italic=True)), '<p class="body"><em><strong>А</strong></em></p>'),
        (p(Text("А"), Break(), Text("Б")), '<p class="body">А<br>Б</p>'),
        (p(Text("А"), id="a", number="1.1."), '<p class="body" id="a">1.1. А</p>'),
        (p(Text("А"), keep_next=True), '<p class="body keep-next">А</p>'),
        (p(Text("див. "), Reference("a", "2.1")), '<p class="body">див. <a href="#a">2.1</a></p>'),
        (
            p(Text("(п.\xa0"), Reference("a", "2.1"), Text("), що")),
            '<p class="body"><a href="#a">(п.\xa02.1),</a> що</p>',
        ),
        (Paragraph(Style.TITLE, (Text("начальника відділу"),)), '<p class="title">начальника відділу</p>'),
        (Paragraph(Style.KIND, (Text("ІНСТРУКЦІЯ"),)), '<h1 class="kind">ІНСТРУКЦІЯ</h1>'),
        (Paragraph(Style.HEADING, (Text("Права"),), "r"), '<h2 class="heading" id="r">Права</h2>'),
        (Paragraph(Style.SUBHEADING, (Text("Мета"),)), '<h2 class="subheading">Мета</h2>'),
        (
            Paragraph(Style.BULLET, (Text("А"),), number="–"),
            '<p class="bullet"><span class="sign">– </span>А</p>',
        ),
        (
            p(Picture(b"\x00", "image/png", 17, 8.5, 'Емблема "Х"')),
            '<p class="body"><img src="data:image/png;base64,AA==" alt="Емблема &quot;Х&quot;" '
            'style="width: 17.00mm; height: 8.50mm"></p>',
        ),
    ],
    ids=[
        "escaped", "bold", "bold-italic", "break", "number", "keep", "reference", "reference-with-brackets",
        "plain", "kind", "heading", "subheading", "dash", "picture",
    ],
)  # fmt: skip
def test_a_paragraph_as_html(theme: Theme, block: Block, expected: str) -> None:
    assert body(document(block), theme) == f"{expected}\n"


def test_a_table_of_data_has_a_head_and_scopes(theme: Theme) -> None:
    cells = tuple(Cell((p(Text(words)),)) for words in "АБ")
    markup = body(document(Table(TableStyle.GRID, (cells, cells), 1, (1, 3))), theme)
    assert markup.count('<th scope="col">') == markup.count("<td>") == 2
    assert re.findall(r"width: ([\d.]+)mm", markup) == ["42.50", "127.50"]
    assert "presentation" not in markup


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Cell((Paragraph(Style.CELL, (Text("А"),)),), shade=3), '<td class="cell shade-3">А</td>'),
        (
            Cell((Paragraph(Style.CELL_NUMBER, (Text("4"),)),), shade=0),
            '<td class="cell-number shade-0">4</td>',
        ),
        (Cell((p(Text("А")),), 2, shade=9), '<td colspan="2" class="shade-9"><p class="body">А</p></td>'),
        (
            Cell((Paragraph(Style.CELL_UPRIGHT, (Text("А"),)),), upright=True),
            '<td class="upright"><div style="height: 42mm"><div style="width: 40mm">'
            '<p class="cell-upright">А</p></div></div></td>',
        ),
    ],
    ids=["shade", "number", "shade-of-paragraphs", "upright"],
)  # fmt: skip
def test_a_cell_as_html(theme: Theme, cell: Cell, expected: str) -> None:
    assert expected in body(document(Table(TableStyle.GRID, ((cell,),))), theme)


def test_a_table_that_only_places_requisites_is_none_for_a_screen_reader(theme: Theme) -> None:
    cell = Cell((p(Text("А")),), columns=2, rows=3)
    markup = body(document(Table(TableStyle.REQUISITES, ((cell, Cell((p(),))),))), theme)
    assert '<table class="requisites" role="presentation">' in markup
    assert '<td colspan="2" rowspan="3">' in markup
    assert markup.count("<col ") == 3


@pytest.mark.parametrize(("after_text", "names"), [(False, "keep"), (True, "keep after-text")])
def test_a_group_is_a_section(theme: Theme, after_text: bool, names: str) -> None:
    markup = body(document(Group((p(Text("А")),), after_text)), theme)
    assert markup == f'<section class="{names}">\n<p class="body">А</p>\n</section>\n'


def test_the_date_is_in_the_head_only_when_there_is_one(theme: Theme) -> None:
    assert "dcterms" not in page(document(), theme, "x")
    dated = page(document(day="2026-11-23"), theme, "x")
    assert dated.count('content="2026-11-23"') == 2


def test_title_and_author_are_escaped(theme: Theme) -> None:
    made = Document("<b>\"&'", '"><script>', '"><script>', "uk", "<i>", "", "", ())
    markup = page(made, theme, "x { }")
    assert "<script>" not in markup
    assert "<b>" not in markup
    assert "<i>" not in markup


def test_a_link_leads_to_a_cell_that_has_an_id(theme: Theme) -> None:
    cell = Cell((Paragraph(Style.CELL, (Link("a", "Про <себе>"),), "a"),))
    markup = body(document(Table(TableStyle.GRID, ((cell,),))), theme)
    assert '<td id="a" class="cell"><a href="#a">Про &lt;себе&gt;</a></td>' in markup


def test_the_table_of_a_document_on_a3_fills_its_width(theme: Theme) -> None:
    table = Table(TableStyle.GRID, ((Cell((p(),)), Cell((p(),))),), widths=(1, 3))
    markup = body(replace(document(table), landscape=True, paper="a3"), theme)
    assert re.findall(r"width: ([\d.]+)mm", markup) == ["95.00", "285.00"]


def test_the_table_of_a_landscape_document_fills_its_width(theme: Theme) -> None:
    table = Table(TableStyle.GRID, ((Cell((p(),)), Cell((p(),))),), widths=(1, 3))
    markup = body(replace(document(table), landscape=True), theme)
    assert re.findall(r"width: ([\d.]+)mm", markup) == ["64.25", "192.75"]


def test_subheadings_of_a_page_without_headings_take_their_level(theme: Theme) -> None:
    kind, sub = Paragraph(Style.KIND, (Text("А"),)), Paragraph(Style.SUBHEADING, (Text("Б"),))
    heading = Paragraph(Style.HEADING, (Text("В"),), number="1.")
    assert "<h2 " in body(document(kind, sub), theme)
    assert "<h3 " not in body(document(kind, sub), theme)
    assert "<h3 " in body(document(kind, heading, sub), theme)
