"""The vocabulary of templates is closed: each element gives its block, anything else is an issue and never lost."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.document.parse import Parsed, parse
from generator.document.tree import (
    Block,
    Break,
    Cell,
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
from generator.issue import Code, IssueError

HEAD = "<head><title>Т</title></head>"


NO_PICTURES: Mapping[str, Picture] = {}


def page(
    markup: str, pictures: Mapping[str, Picture] = NO_PICTURES, language: str = "uk"
) -> Parsed:
    return parse(markup, "templates/x.html.j2", language, pictures)


def blocks(
    body: str, pictures: Mapping[str, Picture] = NO_PICTURES, language: str = "uk"
) -> tuple[Block, ...]:
    return page(f"<html>{HEAD}<body>{body}</body></html>", pictures, language).blocks


def paragraph(style: Style, text: str, id: str = "") -> Paragraph:
    return Paragraph(style, (Text(text),) if text else (), id)


def refused(markup: str) -> str:
    """What the issue says was found."""
    with pytest.raises(IssueError) as raised:
        page(markup)
    (found,) = raised.value.issues
    assert found.code is Code.TEMPLATE_VOCABULARY
    assert found.location is not None
    assert found.location.file == "templates/x.html.j2"
    return dict(found.values)["found"]


def test_the_head_gives_title_and_meta() -> None:
    meta = '<meta name="mark" content="ПРОЄКТ"/><meta name="subject" content="С"/>'
    parsed = page(f"\n<html><head><title> Назва \n  тут </title>{meta}</head><body/></html>\n")
    assert parsed.title == "Назва тут"
    assert parsed.meta == {"mark": "ПРОЄКТ", "subject": "С"}
    assert parsed.blocks == ()


@pytest.mark.parametrize("value", ["sideways", "", "Landscape"])
def test_an_orientation_that_does_not_exist_is_refused(value: str) -> None:
    meta = f'<meta name="orientation" content="{value}"/>'
    found = refused(f"<html><head>{meta}</head><body/></html>")
    assert found == meta.replace("/>", ">")


@pytest.mark.parametrize("value", ["a4", "A3", "a3 "])
def test_a_paper_that_does_not_exist_is_refused(value: str) -> None:
    meta = f'<meta name="paper" content="{value}"/>'
    assert refused(f"<html><head>{meta}</head><body/></html>") == meta.replace("/>", ">")


@pytest.mark.parametrize("value", ["a3", ""])
def test_a_paper_is_a3_or_that_of_the_theme(value: str) -> None:
    meta = f'<meta name="paper" content="{value}"/>'
    assert page(f"<html><head>{meta}</head><body/></html>").meta == {"paper": value}


@pytest.mark.parametrize("style", list(Style))
def test_every_style_is_a_class_of_a_paragraph(style: Style) -> None:
    assert blocks(f'<p class="{style}">Слово</p>') == (paragraph(style, "Слово"),)


@pytest.mark.parametrize("style", list(TableStyle))
def test_every_table_style_is_a_class_of_a_table(style: TableStyle) -> None:
    (table,) = blocks(f'<table class="{style}"><tr><td>А</td></tr></table>')
    assert table == Table(style, ((Cell((paragraph(Style.CELL, "А"),)),),))


C, S = Style.CLAUSE, Style.SUBCLAUSE


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", ()),
        ("<!-- примітка -->", ()),
        ("<p>Слово</p>", (paragraph(Style.BODY, "Слово"),)),
        ("<p/>", (paragraph(Style.BODY, ""),)),
        ('<h2 id="a">Права</h2>', (paragraph(Style.HEADING, "Права", "a"),)),
        ('<h3 id="a">Права</h3>', (paragraph(Style.SUBHEADING, "Права", "a"),)),
        ("<ol/>", ()),
        ("<ul/>", ()),
        ("<ul><li>А</li><li/></ul>", (paragraph(Style.BULLET, "А"), paragraph(Style.BULLET, ""))),
        ('<ol><li id="a">А</li><li>Б</li></ol>', (paragraph(C, "А", "a"), paragraph(C, "Б"))),
        (
            '<ol><li id="a">А:<ol><li id="b">Б</li></ol></li><li id="c">В</li></ol>',
            (paragraph(C, "А:", "a"), paragraph(S, "Б", "b"), paragraph(C, "В", "c")),
        ),
        (
            '<section class="keep"><p>А</p></section>',
            (Group((paragraph(Style.BODY, "А"),)),),
        ),
        (
            '<section class="keep after-text"><p>А</p></section>',
            (Group((paragraph(Style.BODY, "А"),), after_text=True),),
        ),
    ],
    ids=[
        "nothing", "comment", "paragraph", "empty-paragraph", "heading", "subheading", "empty-list", "empty-dashes",
        "dashes", "list", "sub-list",
        "group", "group-after-text",
    ],
)  # fmt: skip
def test_blocks_of_the_vocabulary(body: str, expected: tuple[Block, ...]) -> None:
    assert blocks(body) == expected


def test_a_table_has_head_rows_spans_and_widths() -> None:
    (table,) = blocks(
        '<table data-widths="2 1.5"><thead><tr><th>А</th><th>Б</th></tr></thead>'
        '<tr><td colspan="2">В</td></tr><tr><td rowspan="2"><p class="requisite">Г</p><p>Ґ</p></td><td/></tr></table>'
    )
    assert isinstance(table, Table)
    assert (table.style, table.head_rows, table.widths) == (TableStyle.GRID, 1, (2, 1.5))
    assert table.rows == (
        (Cell((paragraph(Style.CELL_HEAD, "А"),)), Cell((paragraph(Style.CELL_HEAD, "Б"),))),
        (Cell((paragraph(Style.CELL, "В"),), columns=2),),
        (
            Cell((paragraph(Style.REQUISITE, "Г"), paragraph(Style.BODY, "Ґ")), rows=2),
            Cell((paragraph(Style.CELL, ""),)),
        ),
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<td data-shade="0">А</td>', Cell((paragraph(Style.CELL, "А"),), shade=0)),
        ('<th data-shade="9">А</th>', Cell((paragraph(Style.CELL_HEAD, "А"),), shade=9)),
        (
            '<th class="upright" colspan="2">А <em/></th>',
            Cell((paragraph(Style.CELL_UPRIGHT, "А"),), 2, upright=True),
        ),
        (
            '<th class="upright"><p class="cell-small">А</p></th>',
            Cell((paragraph(Style.CELL_SMALL, "А"),), upright=True),
        ),
        (
            "<td><p>А</p><ul><li>Б</li><li>В</li></ul><p>Г</p></td>",
            Cell(
                (
                    paragraph(Style.BODY, "А"),
                    paragraph(Style.CELL_BULLET, "Б"),
                    paragraph(Style.CELL_BULLET, "В"),
                    paragraph(Style.BODY, "Г"),
                )
            ),
        ),
        ("<td> <ul/> </td>", Cell((paragraph(Style.CELL, ""),))),
    ],
    ids=["white", "dark-head", "upright", "upright-small", "list", "empty-list"],
)
def test_cells_of_the_vocabulary(cell: str, expected: Cell) -> None:
    (table,) = blocks(f"<table><tr>{cell}</tr></table>")
    assert isinstance(table, Table)
    assert table.rows == ((expected,),)


EMBLEM = Picture(b"x", "image/png", 17, 17, "Емблема")
CHART = Picture(b"y", "image/svg+xml", 120, 110, "Профіль")
PICTURES = {"emblem": EMBLEM, "radar-2": CHART}


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<strong>А</strong>", (Text("А", bold=True),)),
        ("<em>А</em>", (Text("А", italic=True),)),
        ("<strong><em>А</em></strong>", (Text("А", bold=True, italic=True),)),
        ("<em><strong>А</strong> б</em>", (Text("А", bold=True, italic=True), Text(" б", italic=True))),
        ("А<br/>Б", (Text("А"), Break(), Text("Б"))),
        ('п. <a href="#a"/>', (Text("п.\xa0"), Reference("a"))),
        ('Див. <a href="#a"> п. 2 "Права" тут </a>.', (Text("Див. "), Link("a", "п.\xa02 «Права» тут"), Text("."))),
        ('<img class="emblem"/>', (EMBLEM,)),
        ('<img class="chart" data-name="radar-2"/>', (CHART,)),
        ("А &amp; &lt;Б&gt;", (Text("А & <Б>"),)),
        ("  А \n\t Б  ", (Text("А Б"),)),
        ("<strong>А <br/>Б</strong>", (Text("А ", bold=True), Break(), Text("Б", bold=True))),
    ],
    ids=[
        "strong", "em", "both", "nested", "break", "reference", "link", "emblem", "chart", "escaped", "space",
        "break-in-strong",
    ],
)  # fmt: skip
def test_inlines_of_the_vocabulary(inside: str, expected: tuple[object, ...]) -> None:
    (found,) = blocks(f"<p>{inside}</p>", PICTURES)
    assert isinstance(found, Paragraph)
    assert found.inlines == expected


def test_the_emblem_is_left_out_when_there_is_none() -> None:
    assert blocks('<p>А<img class="emblem"/></p>') == (paragraph(Style.BODY, "А"),)


def test_a_chart_that_nobody_has_drawn_is_named() -> None:
    chart = '<img class="chart" data-name="bars"/>'
    assert refused(f"<html>{HEAD}<body><p>{chart}</p></body></html>") == chart


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("uk", 'назва "Приклад", об\'єкт', "назва «Приклад», об’єкт"),
        ("en", 'the "Sample" and the employer\'s', "the “Sample” and the employer’s"),
    ],
)
def test_quotes_and_apostrophes_are_those_of_the_language(
    language: str, written: str, expected: str
) -> None:
    (found,) = blocks(f"<p>{written}</p>", language=language)
    assert isinstance(found, Paragraph)
    assert found.text.replace("\xa0", " ") == expected


def test_quotes_are_set_over_the_whole_paragraph() -> None:
    (found,) = blocks('<p>"<strong>Приклад</strong>" і "<a href="#a"/>"</p>')
    assert isinstance(found, Paragraph)
    assert [i.text for i in found.inlines if isinstance(i, Text)] == ["«", "Приклад", "» і «", "»"]


def test_marks_of_the_parser_in_a_text_are_dropped() -> None:
    (found,) = blocks("<p>А\U0001d7ceБ\ue001В</p>")
    assert isinstance(found, Paragraph)
    assert found.text == "АБВ"


@pytest.mark.parametrize(
    "body",
    [
        "<div>А</div>",
        "<p>А",
        "<p>А</b></p>",
        "<h1>А</h1>",
        "<h4>А</h4>",
        "<ul>А</ul>",
        "<ul><p>А</p></ul>",
        "<ul><li>А<ul><li>Б</li></ul></li></ul>",
        "<ul><li>А<ol><li>Б</li></ol></li></ul>",
        "<ol><li>А<ul><li>Б</li></ul></li></ol>",
        '<ul class="wide"><li>А</li></ul>',
        "<table><tr><td>А<ul><li>Б</li></ul></td></tr></table>",
        "<table><tr><td><ul><li>А</li></ul><br/></td></tr></table>",
        "<table><tr><td><ol><li>А</li></ol></td></tr></table>",
        '<table><tr><td class="upright">А</td></tr></table>',
        '<table><thead><tr><th class="wide">А</th></tr></thead></table>',
        '<table><tr><td data-shade="10">А</td></tr></table>',
        '<table><tr><td data-shade="-1">А</td></tr></table>',
        '<table><tr><td data-shade="٣">А</td></tr></table>',
        '<table><tr data-shade="1"><td>А</td></tr></table>',
        '<p><img class="chart"/></p>',
        '<p><img class="chart" data-name="Radar"/></p>',
        '<p><img class="chart" data-name=""/></p>',
        '<p><img class="emblem" data-name="emblem"/></p>',
        '<p><img data-name="radar-2"/></p>',
        "<script>1</script>",
        "А",
        "<p>А</p>Б",
        '<p class="blue">А</p>',
        '<p class="">А</p>',
        "<p><span>А</span></p>",
        "<p><p>А</p></p>",
        "<p><img/></p>",
        '<p><img src="file:///etc/passwd"/></p>',
        "<ol><p>А</p></ol>",
        "<ol>А<li>Б</li></ol>",
        "<ol><li>А<ol><li>Б<ol><li>В</li></ol></li></ol></li></ol>",
        '<table class="wide"><tr><td>А</td></tr></table>',
        "<table><tbody><tr><td>А</td></tr></tbody></table>",
        "<table><tr><p>А</p></tr></table>",
        "<table><thead><td>А</td></thead></table>",
        "<table><tr><td><p>А</p>Б</td></tr></table>",
        "<table><tr><td><table/></td></tr></table>",
        "<section><p>А</p></section>",
        '<section class="other"><p>А</p></section>',
        '<section class="keep"><section class="keep"><p>А</p></section></section>',
        '<section class="keep">А</section>',
        "<p>&nbsp;</p>",
        "<p>&undefined;</p>",
        "<p onclick=x>А</p>",
        "<!ENTITY a 'b'>",
        "<![CDATA[А]]>",
        "<table>А<tr><td>Б</td></tr></table>",
        "<table><tr>А<td>Б</td></tr></table>",
        "<table><thead>А<tr><th>Б</th></tr></thead></table>",
        "<table><thead/><thead><tr><th>А</th></tr></thead></table>",
        "<ol><li>А<ol><li>Б</li></ol>В</li></ol>",
        '<p><a href="#a"><em>Б</em></a></p>',
        "<p>А<br>Б</br></p>",
        '<p><img class="emblem">А</img></p>',
        '<p style="color: red">А</p>',
        '<p onclick="x()">А</p>',
        '<h2 class="big">А</h2>',
        '<p><a href="https://example.org"/></p>',
        '<table><tr><td colspan="two">А</td></tr></table>',
        '<table><tr><td colspan="-1">А</td></tr></table>',
        '<table><tr><td rowspan="1000000">А</td></tr></table>',
        '<table data-widths="wide"><tr><td>А</td></tr></table>',
        '<table data-widths="0"><tr><td>А</td></tr></table>',
        '<table data-widths="nan"><tr><td>А</td></tr></table>',
        '<p id="a">А</p><p id="a">Б</p>',
    ],
)
def test_anything_else_is_refused(body: str) -> None:
    assert refused(f"<html>{HEAD}<body>{body}</body></html>")


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "слова",
        "<p>А</p>",
        "<html><body/></html>",
        f"<html>{HEAD}</html>",
        "<!DOCTYPE html><html><head/><body/></html>",
        f"<html>{HEAD}<body/></html><html/>",
        f"<html>{HEAD}А<body/></html>",
        f"<html>{HEAD}<body><p>А</p></body><body><p>Б</p></body></html>",
    ],
    ids=[
        "nothing",
        "words",
        "no-html",
        "no-head",
        "no-body",
        "doctype",
        "two",
        "loose-text",
        "two-bodies",
    ],
)
def test_a_page_is_one_html_with_head_and_body(markup: str) -> None:
    assert refused(markup)


def test_a_forgotten_end_is_named_with_its_line() -> None:
    with pytest.raises(IssueError) as raised:
        page(f"<html>{HEAD}\n<body>\n<p>Перше\n</body></html>")
    (found,) = raised.value.issues
    assert dict(found.values)["line"] == "4"


def test_entities_do_not_grow() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert refused(f"{bomb}<html>{HEAD}<body><p>&b;</p></body></html>")
