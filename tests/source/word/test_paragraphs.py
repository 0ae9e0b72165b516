"""What is read of a body: every word with its place, style, number, bookmarks and changes."""

from __future__ import annotations

import pytest

from generator.source.word.file import Cell, Change, Mark, Properties, Story, WordParagraph
from generator.source.word.read import read_word_file

from .building import (
    PLACE,
    bookmark,
    change,
    changed,
    field,
    link,
    links,
    p,
    paragraphs,
    r,
    read,
    root,
    row,
    table,
    word_file,
)

BOX = "<w:txbxContent>{}</w:txbxContent>"
SHAPE = f"<w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing>"
OLD_SHAPE = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
TKACH = Mark(Change.INSERTED, "Ткач", "2026-01-05T10:00:00Z")


def texts(found: tuple[WordParagraph, ...]) -> list[str]:
    return [paragraph.text for paragraph in found]


def either(choice: str, fallback: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


CONTENT = {
    "text": (r("Веде облік"), "Веде облік"),
    "text of several runs": (r("Веде ") + r("облік"), "Веде облік"),
    "tabs": ("<w:r><w:t>а</w:t><w:tab/><w:t>б</w:t><w:ptab/></w:r>", "а\tб\t"),
    "breaks": ('<w:r><w:br/><w:t>а</w:t><w:br w:type="page"/><w:cr/></w:r>', "\nа\n\n"),
    "hyphens": ("<w:r><w:t>а</w:t><w:noBreakHyphen/><w:softHyphen/></w:r>", "а\u2011\u00ad"),
    "symbol": ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', "\uf0b7"),
    "half a symbol": ('<w:r><w:sym w:char="D800"/><w:sym w:char="x"/><w:sym/></w:r>', "\ufffd" * 3),
    "spaces that count": ('<w:r><w:t xml:space="preserve"> а </w:t></w:r>', " а "),
    "spaces that do not": ("<w:r><w:t>\n  а  б\n </w:t></w:r>", "а  б"),
    "spaces that count further up": ('<w:r xml:space="preserve"><w:t> а</w:t></w:r>', " а"),
    "line end in a text": ('<w:r><w:t xml:space="preserve">а\nб</w:t></w:r>', "а б"),
    "comment in a text": ("<w:r><w:t>а<!-- x -->б<?x y?>в</w:t></w:r>", "абв"),
    "hyperlink": (f'<w:hyperlink r:id="x">{r("тут")}</w:hyperlink>', "тут"),
    "smart tag": (f"<w:smartTag>{r('Київ')}</w:smartTag>", "Київ"),
    "custom XML": (f"<w:customXml>{r('Київ')}</w:customXml>", "Київ"),
    "inline control": (
        f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{r('дата')}</w:sdtContent></w:sdt>",
        "дата",
    ),
    "simple field": (f'<w:fldSimple w:instr=" PAGE ">{r("7")}</w:fldSimple>', "7"),
    "field": (field(" REF c_1 \\r ", r("2.1")), "2.1"),
    "field in a field": (field(" IF ", field(" REF a ", r("1")) ), "1"),
    "field in an instruction": (
        field(f'</w:instrText></w:r>{field(" REF a ", r("не видно"))}<w:r><w:instrText>', r("видно")),
        "видно",
    ),
    "field without a result": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r(" X ", "instrText")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("далі"),
        "далі",
    ),
    "field that never ends": ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("є"), "є"),
    "field that never began": ('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("є"), "є"),
    "deleted instruction": (changed("del", r(" REF ", "delInstrText")) + r("є"), "є"),
    "equation": ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "a+b"),
    "unknown element": (f"<x:strange>{r('є')}</x:strange>", "є"),
    "text in no run": ("<w:t>є</w:t>", "є"),
    "ruby": (f"<w:r><w:ruby><w:rubyBase>{r('є')}</w:rubyBase></w:ruby></w:r>", "є"),
    "hidden": ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>є</w:t></w:r>", "є"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "text"), CONTENT.values(), ids=CONTENT)
def test_a_paragraph_says(content: str, text: str) -> None:
    assert texts(paragraphs(p(content))) == [text]


OBJECTS = {
    "picture": ("<w:r><w:drawing><pic:pic/></w:drawing></w:r>", 1),
    "old picture": ("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>", 1),
    "shape without text": ("<w:r><w:drawing><wps:wsp/></w:drawing></w:r>", 1),
    "embedded file": ("<w:r><w:object><o:OLEObject/></w:object></w:r>", 1),
    "equation": ("<m:oMath><m:r><m:t>a</m:t></m:r></m:oMath>", 1),
    "ink": ('<w:r><w14:contentPart r:id="x"/></w:r>', 1),
    "document inserted": ('<w:subDoc r:id="x"/>', 1),
    "two": ("<w:r><w:drawing/><w:drawing/></w:r>", 2),
    "text box": (f"<w:r>{SHAPE.format('')}</w:r>", 0),
    "text box with a picture beside it": (
        f"<w:r><w:drawing><pic:pic/>{BOX.format('')}</w:drawing></w:r>",
        1,
    ),
    "one of two": (
        f"<w:r>{either('<w:drawing><pic:pic/></w:drawing>', '<w:pict/>')}</w:r>",
        1,
    ),
    "text": (r("є"), 0),
}


@pytest.mark.parametrize(("content", "number"), OBJECTS.values(), ids=OBJECTS)
def test_what_no_text_can_say_is_counted(content: str, number: int) -> None:
    assert paragraphs(p(content))[0].objects == number


def test_a_document_inserted_between_paragraphs_is_a_paragraph_by_itself() -> None:
    found = paragraphs(p(r("а"), mark=change("del")) + '<w:altChunk r:id="x"/>' + p(r("б")))
    assert [(each.text, each.objects) for each in found] == [("а", 0), ("", 1), ("б", 0)]
    assert len({each.flow for each in found}) == 3


def test_text_outside_all_paragraphs_is_not_lost() -> None:
    found = paragraphs(p(r("а")) + r("поза") + r(" абзацом") + p(r("б")) + r("ще"))
    assert texts(found) == ["а", "поза абзацом", "б", "ще"]


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    inner = p(r("у рамці"))
    drawn = f"<w:r>{either(SHAPE.format(inner), OLD_SHAPE.format(inner))}</w:r>"
    found = paragraphs(p(r("до "), drawn, r("після")) + p(r("далі")))
    assert texts(found) == ["до після", "у рамці", "далі"]
    assert [each.story for each in found] == [Story.BODY, Story.TEXT_BOX, Story.BODY]
    assert found[0].flow == found[2].flow != found[1].flow


def test_of_a_fallback_alone_the_text_is_read() -> None:
    drawn = OLD_SHAPE.format(p(r("у рамці")))
    only = f"<mc:AlternateContent><mc:Fallback>{drawn}</mc:Fallback></mc:AlternateContent>"
    assert texts(paragraphs(p(f"<w:r>{only}</w:r>"))) == ["", "у рамці"]


def test_paragraphs_of_a_table_have_their_cells() -> None:
    inner = table(row(p(r("в"))))
    body = (
        p(r("до")) + table(row(p(r("а")), p(r("б")) + inner + p()), row(p(r("г")))) + p(r("після"))
    )
    found = [(each.text, each.cell) for each in paragraphs(body)]
    assert found == [
        ("до", None),
        ("а", Cell(0, 0, 0)),
        ("б", Cell(0, 0, 1)),
        ("в", Cell(1, 0, 0)),
        ("", Cell(0, 0, 1)),
        ("г", Cell(0, 1, 0)),
        ("після", None),
    ]


def test_a_table_parts_the_paragraphs_around_it() -> None:
    before, inside, after = paragraphs(p() + table(row(p())) + p())
    assert len({before.flow, inside.flow, after.flow}) == 3


def test_content_controls_hold_blocks_rows_and_cells() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    cell = control(f"<w:tc>{p(r('в'))}</w:tc>")
    body = control(p(r("а"))) + table(control(f"<w:tr><w:tc>{p(r('б'))}</w:tc>{cell}</w:tr>"))
    found = [(each.text, each.cell) for each in paragraphs(body)]
    assert found == [("а", None), ("б", Cell(0, 0, 0)), ("в", Cell(0, 0, 1))]


BOOKMARKS = {
    "in a paragraph": (p(bookmark("c_1"), r("а")) + p(r("б")), [("c_1",), ()]),
    "before a paragraph": (p(r("а")) + bookmark("c_1") + p(r("б")), [(), ("c_1",)]),
    "two": (bookmark("c_1") + p(bookmark("c_2", 2), r("а")), [("c_1", "c_2")]),
    "twice in one": (p(bookmark("c_1"), bookmark("c_1", 2)), [("c_1",)]),
    "at two": (p(bookmark("c_1")) + p(bookmark("c_1", 2)), [("c_1",), ("c_1",)]),
    "before a table": (bookmark("c_1") + table(row(p(r("а")))), [("c_1",)]),
    "before a row": (table(bookmark("c_1") + row(p(r("а")))), [("c_1",)]),
    "behind everything": (p(r("а")) + bookmark("c_1"), [()]),
    "without a name": (p('<w:bookmarkStart w:id="1"/>'), [()]),
    "in an insertion": (p(changed("ins", bookmark("c_1"), r("а"))), [("c_1",)]),
}


@pytest.mark.parametrize(("body", "names"), BOOKMARKS.values(), ids=BOOKMARKS)
def test_a_bookmark_belongs_to_the_paragraph_it_starts_in_or_before(
    body: str, names: list[tuple[str, ...]]
) -> None:
    assert [each.bookmarks for each in paragraphs(body)] == names


MARKS = {
    "inserted": (changed("ins", r("а")), [Change.INSERTED]),
    "deleted": (changed("del", r("а", "delText")), [Change.DELETED]),
    "moved from": (changed("moveFrom", r("а")), [Change.MOVED_FROM]),
    "moved to": (changed("moveTo", r("а")), [Change.MOVED_TO]),
    "inserted, then deleted": (
        changed("ins", changed("del", r("а", "delText"), author="Мороз")),
        [Change.INSERTED, Change.DELETED],
    ),
    "inserted in a link": (f"<w:hyperlink>{changed('ins', r('а'))}</w:hyperlink>", [Change.INSERTED]),
    "a link inserted": (changed("ins", f"<w:hyperlink>{r('а')}</w:hyperlink>"), [Change.INSERTED]),
    "a control inserted": (
        changed("ins", f"<w:sdt><w:sdtContent>{r('а')}</w:sdtContent></w:sdt>"),
        [Change.INSERTED],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "kinds"), MARKS.values(), ids=MARKS)
def test_a_run_has_the_changes_around_it(content: str, kinds: list[Change]) -> None:
    before, run, after = paragraphs(p(r("до"), content, r("після")))[0].runs
    assert (before.marks, after.marks) == ((), ())
    assert (run.text, [mark.kind for mark in run.marks]) == ("а", kinds)


def test_a_change_says_who_and_when() -> None:
    content = changed("ins", changed("del", r("а", "delText"), author="Мороз"))
    (run,) = paragraphs(p(content))[0].runs
    assert run.marks == (TKACH, Mark(Change.DELETED, "Мороз", "2026-01-05T10:00:00Z"))
    (unknown,) = paragraphs(p(f"<w:ins>{r('а')}</w:ins>"))[0].runs
    assert unknown.marks == (Mark(Change.INSERTED, "", ""),)


def test_runs_with_the_same_changes_are_one() -> None:
    content = (
        changed("ins", r("а")),
        changed("ins", r("б")),
        changed("ins", r("в"), author="Мороз"),
    )
    assert [run.text for run in paragraphs(p(*content))[0].runs] == ["аб", "в"]


def test_a_paragraph_mark_has_its_changes() -> None:
    mark = change("ins") + change("del", "Мороз")
    assert [m.kind for m in paragraphs(p(mark=mark))[0].marks] == [Change.INSERTED, Change.DELETED]
    assert paragraphs(changed("ins", p(r("а"))))[0].marks == (TKACH,)


def test_a_row_and_a_cell_pass_their_changes_on_to_their_paragraphs() -> None:
    inner = table(row(p(r("а")), mark=change("del")))
    body = table(row(inner + p(), mark=change("ins")), row(p()))
    found = [[mark.kind for mark in each.row_marks] for each in paragraphs(body)]
    assert found == [[Change.INSERTED, Change.DELETED], [Change.INSERTED], []]
    cell = f"<w:tr><w:tc><w:tcPr>{change('cellIns')}</w:tcPr>{p()}</w:tc></w:tr>"
    assert paragraphs(table(cell))[0].row_marks == (TKACH,)


def test_text_in_a_deleted_drawing_is_deleted_too() -> None:
    drawn = f"<w:r>{SHAPE.format(p(r('у рамці')))}</w:r>"
    _, inside = paragraphs(p(changed("del", drawn)))
    assert [mark.kind for mark in (*inside.marks, *inside.runs[0].marks)] == [Change.DELETED] * 2


LOOKS = {
    "look of a run": ("<w:p><w:r><w:rPr><w:rPrChange/></w:rPr></w:r></w:p>", 1),
    "look of a paragraph": (p(more="<w:pPrChange><w:pPr/></w:pPrChange>"), 1),
    "look of a paragraph mark": (p(mark="<w:rPrChange/>"), 1),
    "number": (p(more=f"<w:numPr>{change('ins')}</w:numPr>"), 1),
    "old number": (p(more="<w:numPr><w:numberingChange/></w:numPr>"), 1),
    "table": ("<w:tbl><w:tblPr><w:tblPrChange/></w:tblPr><w:tblGrid><w:tblGridChange/></w:tblGrid></w:tbl>", 2),
    "cells made one": ("<w:tbl><w:tr><w:tc><w:tcPr><w:cellMerge/></w:tcPr></w:tc></w:tr></w:tbl>", 1),
    "section": ("<w:sectPr><w:sectPrChange/></w:sectPr>", 1),
    "nothing": (p(changed("ins", r("а")), mark=change("ins")), 0),
}  # fmt: skip


@pytest.mark.parametrize(("body", "number"), LOOKS.values(), ids=LOOKS)
def test_changes_of_looks_are_counted_and_change_no_word(body: str, number: int) -> None:
    assert read(body).formatting_changes == number


STYLES = root(
    "styles",
    """
<w:style w:type="paragraph" w:styleId="a" w:default="1"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="b"><w:name w:val="Пункт"/><w:basedOn w:val="a"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="c"><w:name w:val="Свій"/><w:basedOn w:val="b"/></w:style>
<w:style w:type="paragraph" w:styleId="d"><w:name w:val="Без номера"/><w:basedOn w:val="b"/>
  <w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="e"><w:name w:val="Глибший"/><w:basedOn w:val="b"/>
  <w:pPr><w:numPr><w:ilvl w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="f"><w:name w:val="Кільце"/><w:basedOn w:val="f"/></w:style>
<w:style w:type="character" w:styleId="g"><w:name w:val="Знак"/></w:style>
<w:style w:type="paragraph" w:styleId="b"><w:name w:val="Двійник"/></w:style>
""",
)


def numbered(number: str, level: str = "") -> str:
    depth = f'<w:ilvl w:val="{level}"/>' if level else ""
    return f'<w:numPr>{depth}<w:numId w:val="{number}"/></w:numPr>'


STYLED = {
    "no style": (p(), "", "Normal", None),
    "unknown style": (p(style="z"), "z", "", None),
    "style of characters": (p(style="g"), "g", "", None),
    "numbered style": (p(style="b"), "b", "Пункт", 1),
    "style on a numbered one": (p(style="c"), "c", "Свій", 1),
    "style that takes the number away": (p(style="d"), "d", "Без номера", None),
    "style on another level": (p(style="e"), "e", "Глибший", 2),
    "style on itself": (p(style="f"), "f", "Кільце", None),
    "number of its own": (p(more=numbered("5", "2")), "", "Normal", 2),
    "number without a level": (p(more=numbered("5")), "", "Normal", 0),
    "number taken away": (p(style="b", more=numbered("0")), "b", "Пункт", None),
    "level of its own": (p(style="b", more='<w:numPr><w:ilvl w:val="0"/></w:numPr>'), "b", "Пункт", 0),
    "level too deep": (p(more=numbered("5", "99")), "", "Normal", 8),
    "level that is none": (p(more=numbered("5", "x" * 9000)), "", "Normal", 0),
}  # fmt: skip


@pytest.mark.parametrize(("body", "style", "name", "level"), STYLED.values(), ids=STYLED)
def test_a_paragraph_has_its_style_and_level(
    body: str, style: str, name: str, level: int | None
) -> None:
    (found,) = paragraphs(body, styles=STYLES)
    assert (found.style, found.style_name, found.level) == (style, name, level)


def test_headers_footers_and_notes_come_after_the_body() -> None:
    def note(kind: str, text: str, more: str = "") -> str:
        return f"<w:{kind} {more}>{p(r(text))}</w:{kind}>"

    found = paragraphs(
        p(r("тіло")),
        endnotes=root("endnotes", note("endnote", "кінцева")),
        footnotes=root(
            "footnotes", note("footnote", "—", 'w:type="separator"') + note("footnote", "виноска")
        ),
        footer1=root("ftr", p(r("низ"))),
        header1=root("hdr", p(r("верх 1"))),
        header2=root("hdr", p(f"<w:r>{SHAPE.format(p(r('рамка')))}</w:r>")),
    )
    assert [(each.text, each.story) for each in found] == [
        ("тіло", Story.BODY),
        ("верх 1", Story.HEADER),
        ("", Story.HEADER),
        ("рамка", Story.HEADER),
        ("низ", Story.FOOTER),
        ("виноска", Story.FOOTNOTE),
        ("кінцева", Story.FOOTNOTE),
    ]
    assert len({each.flow for each in found}) == len(found)


def test_the_file_says_of_itself() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title>Діловод</dc:title><dc:creator>ТОВ</dc:creator><cp:keywords>clerk abc</cp:keywords>"
        "<cp:lastModifiedBy>Ткач</cp:lastModifiedBy><dcterms:modified>2026-01-05T10:00:00Z</dcterms:modified>"
        "</cp:coreProperties>"
    )
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    tied = links(
        link("r1", "officeDocument", "/word/document.xml"), link("r2", kind, "docProps/core.xml")
    )
    content = word_file(p(), {"docProps/core.xml": core, "_rels/.rels": tied})
    assert read_word_file(content, PLACE).properties == Properties(
        "Діловод", "clerk abc", "ТОВ", "Ткач", "2026-01-05T10:00:00Z"
    )
    assert read(p()).properties == Properties()


def test_namespaces_may_have_any_prefix() -> None:
    body = root("document", f"<w:body>{p(r('а'))}</w:body>")
    other = body.replace("<w:", "<z:").replace("</w:", "</z:").replace("xmlns:w=", "xmlns:z=")
    content = word_file(more={"word/document.xml": other})
    assert texts(read_word_file(content, PLACE).paragraphs) == ["а"]
