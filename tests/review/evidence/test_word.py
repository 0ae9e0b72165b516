"""A DOCX is unaltered when its words are, whoever saved it; one letter changed anywhere is named with its clause."""

from __future__ import annotations

import random
import re
from pathlib import Path
from time import process_time

import pytest

from generator.document.fingerprint import agreed
from generator.document.tree import Document, Style
from generator.render.docx.inline import bookmark_name
from generator.render.docx.styles import style_id
from generator.review.evidence.difference import Difference, Kind
from generator.review.evidence.word import altered_docx
from tests.review.evidence.published import (
    ENGLISH,
    PARAGRAPH,
    TEXT,
    main_part,
    press,
    with_body,
    with_parts,
    word,
    written,
)
from tests.tools import convert

ROLE = "accountant"
FORMS = (
    {},
    {"layout": "classic"},
    {"approval": "order", "agreement": "header"},
    {"layout": "classic", "agreement": "header"},
)


def found(content: bytes) -> tuple[Difference, ...]:
    return altered_docx(word(content), press().document(ROLE))


def changed(old: str, new: str) -> tuple[Difference, ...]:
    """The differences once a text of the accountant's file was replaced."""
    return found(with_body(press().docx(ROLE), lambda xml: xml.replace(old, new, 1)))


def paragraph_of(clause: str) -> str:
    """The XML of a clause."""
    name = f'w:name="{bookmark_name(clause)}"'
    return next(p for p in PARAGRAPH.findall(main_part(press().docx(ROLE))) if name in p)


def clauses(document: Document, style: Style = Style.CLAUSE) -> list[str]:
    return [p.id for p in document.paragraphs() if p.style is style]


def two_clauses() -> tuple[str, str]:
    """Two neighbours without subclauses, of the section of rights."""
    document = press().document(ROLE)
    rights = [p.id for p in document.paragraphs() if p.number in ("3.1.", "3.2.")]
    return rights[0], rights[1]


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_every_shipped_instruction_is_unaltered(form: dict[str, str]) -> None:
    made = press(**form)
    assert len(made.roles) == 12
    for role in made.roles:
        assert altered_docx(word(made.docx(role)), made.document(role)) == ()


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_every_english_instruction_is_unaltered(form: dict[str, str]) -> None:
    made = press(ENGLISH, **form)
    for role in made.roles:
        assert altered_docx(word(made.docx(role)), made.document(role)) == ()


def test_saving_in_libreoffice_alters_nothing(tmp_path: Path) -> None:
    made = {
        f"{at}-{role}": (each, role)
        for at, each in enumerate((press(**FORMS[0]), press(**FORMS[2]), press(ENGLISH)))
        for role in each.roles[:4]
    }
    files = [tmp_path / f"{name}.docx" for name in made]
    for path, (each, role) in zip(files, made.values(), strict=True):
        path.write_bytes(each.docx(role))
    folder = tmp_path / "again"
    folder.mkdir()
    convert(files, "docx:MS Word 2007 XML", folder)
    for name, (each, role) in made.items():
        content = (folder / f"{name}.docx").read_bytes()
        assert content != each.docx(role)
        assert altered_docx(word(content), each.document(role)) == (), name


def places_of_letters(xml: str, seed: int) -> list[tuple[int, str]]:
    """For every paragraph one place of a letter, digit or sign, but where the pen may write; and its whole text."""
    chance = random.Random(seed)
    places = []
    for paragraph in PARAGRAPH.finditer(xml):
        texts = list(TEXT.finditer(paragraph[0]))
        whole = "".join(text[0] for text in texts)
        if not whole.strip() or "___" in whole:
            continue
        inside = [at for t in texts for at in range(*t.span()) if not paragraph[0][at].isspace()]
        places.append((paragraph.start() + chance.choice(inside), whole))
    return places


@pytest.mark.parametrize("seed", range(2))
def test_one_letter_changed_anywhere_is_found_and_named(seed: int) -> None:
    content, document = press().docx(ROLE), press().document(ROLE)
    named = {" ".join(p.text.split()): p for p in agreed(document)}
    places = places_of_letters(main_part(content), seed)
    assert len(places) > 150
    for at, whole in places:

        def change(xml: str, at: int = at) -> str:
            return xml[:at] + ("х" if xml[at] != "х" else "ц") + xml[at + 1 :]

        differences = found(with_body(content, change))
        assert [d.kind for d in differences] == [Kind.REWORDED], (whole, differences)
        # A hyphen that no line is to end with is an element of its own, and no text, in the file.
        assert differences[0].expected.replace("\u2011", "") == " ".join(whole.split())
        paragraph = named.get(differences[0].expected)
        if paragraph and paragraph.id:
            assert (differences[0].clause, differences[0].number) == (
                paragraph.id,
                paragraph.number,
            )


@pytest.mark.parametrize("seed", range(20))
def test_a_space_between_words_taken_away_is_found(seed: int) -> None:
    xml = main_part(press().docx(ROLE))
    spaces = [m.start() for m in re.finditer(r"(?<=[^<>\s]) (?=[^<>=\s]+[^<>]*</w:t>)", xml)]
    at = random.Random(seed).choice(spaces)
    assert found(with_body(press().docx(ROLE), lambda xml: xml[:at] + xml[at + 1 :]))


def test_two_clauses_that_changed_places_are_named() -> None:
    one, other = two_clauses()
    first, second = paragraph_of(one), paragraph_of(other)

    def swap(xml: str) -> str:
        return xml.replace(first, "@").replace(second, first).replace("@", second)

    differences = found(with_body(press().docx(ROLE), swap))
    assert [d.kind for d in differences] == [Kind.MOVED]
    assert differences[0].clause in (one, other)


def test_a_bookmark_exchanged_with_anothers_does_not_mislead() -> None:
    one, other = map(bookmark_name, two_clauses())
    first, second = map(paragraph_of, two_clauses())

    def swap(xml: str) -> str:
        """The clauses change places, the bookmarks stay where they were."""
        moved = second.replace(other, one), first.replace(one, other)
        return (
            xml.replace(first, "@1")
            .replace(second, "@2")
            .replace("@1", moved[0])
            .replace("@2", moved[1])
        )

    assert {d.kind for d in found(with_body(press().docx(ROLE), swap))} == {Kind.MOVED}

    def exchange(xml: str) -> str:
        """Nothing but the bookmarks."""
        return xml.replace(one, "@").replace(other, one).replace("@", other)

    assert found(with_body(press().docx(ROLE), exchange)) == ()


def test_a_file_without_bookmarks_is_unaltered() -> None:
    bookmarks = re.compile(r"<w:bookmark(Start|End)[^>]*>")
    assert found(with_body(press().docx(ROLE), lambda xml: bookmarks.sub("", xml))) == ()


def test_a_clause_that_is_gone_is_named() -> None:
    one, _ = two_clauses()
    differences = found(with_body(press().docx(ROLE), lambda x: x.replace(paragraph_of(one), "")))
    assert [(d.clause, d.number, d.found, d.kind) for d in differences] == [
        (one, "3.1.", "", Kind.GONE)
    ]


def test_a_clause_that_was_added_is_named_with_the_one_before_it() -> None:
    one, _ = two_clauses()
    there = paragraph_of(one)
    text = TEXT.search(there)
    assert text
    new = re.sub("<w:bookmark[^>]*>", "", there.replace(text[0], "Працює без вихідних."))
    differences = changed(there, there + new)
    assert differences == (Difference(one, "3.1.", "", "Працює без вихідних.", Kind.ADDED),)


def test_an_empty_numbered_paragraph_is_found_since_it_shifts_the_numbers() -> None:
    one, _ = two_clauses()
    there = paragraph_of(one)
    empty = re.sub("<w:bookmark.*(?=</w:p>)", "", there)
    assert [d.kind for d in changed(there, there + empty)] == [Kind.ADDED]


def test_several_clauses_are_all_named() -> None:
    document = press().document(ROLE)
    wanted = clauses(document)[::7]
    xml = main_part(press().docx(ROLE))
    for clause in wanted:
        there = paragraph_of(clause)
        xml = xml.replace(there, TEXT.sub(lambda text: f"{text[0]} не", there, count=1))
    differences = found(with_body(press().docx(ROLE), lambda _: xml))
    assert [d.clause for d in differences] == wanted


@pytest.mark.parametrize(
    "numbering",
    ['<w:ilvl w:val="2"/><w:numId w:val="1"/>', '<w:ilvl w:val="0"/><w:numId w:val="0"/>'],
    ids=["another level", "no number"],
)
def test_a_clause_numbered_otherwise_is_named(numbering: str) -> None:
    one, _ = two_clauses()
    there = paragraph_of(one)
    style = re.search("<w:pStyle[^>]*>", there)
    assert style
    new = there.replace(style[0], f"{style[0]}<w:numPr>{numbering}</w:numPr>")
    assert [(d.clause, d.kind) for d in changed(there, new)] == [(one, Kind.NUMBER)]


def test_numbering_switched_off_for_all_clauses_is_found() -> None:
    def change(name: str, text: str) -> str:
        return re.sub("<w:numPr>.*?</w:numPr>", "", text) if name == "word/styles.xml" else text

    differences = found(with_parts(press().docx(ROLE), change))
    numbered = [p for p in press().document(ROLE).paragraphs() if p.number]
    assert [d.kind for d in differences] == [Kind.NUMBER] * len(numbered)


@pytest.mark.parametrize("filled", ["«12» травня 2026 року", "12.05.2026", "Степан БОЙКО"])
def test_places_for_the_pen_may_be_filled_in(filled: str) -> None:
    blank = re.compile(r"(?<=>)[^<>]*___[^<>]*(?=<)")
    name = style_id(Style.SIGNATURE_LINE)
    line = re.compile(rf'(<w:pStyle w:val="{name}"/>.*?)(</w:p>)')

    def fill(xml: str) -> str:
        return line.sub(rf"\1<w:r><w:t>{filled}</w:t></w:r>\2", blank.sub(filled, xml))

    content = with_body(press().docx(ROLE), fill)
    assert main_part(content).count(filled) > 8
    assert found(content) == ()


def test_a_place_for_the_pen_takes_no_long_text() -> None:
    old = re.search(r"(?<=>)[^<>]*___[^<>]*(?=<)", main_part(press().docx(ROLE)))
    assert old
    assert changed(old[0], "Погоджено за умови, що обов’язки 2.1–2.4 не виконуються до 2027 року")


def test_words_outside_of_a_table_are_no_filling_in() -> None:
    kind = next(p for p in PARAGRAPH.findall(main_part(press().docx(ROLE))) if "ІНСТРУКЦІЯ" in p)
    new = "<w:p><w:r><w:t>Діє до 2027 року.</w:t></w:r></w:p>"
    assert [d.kind for d in changed(kind, kind + new)] == [Kind.ADDED]


def test_a_table_of_their_own_is_no_place_for_the_pen() -> None:
    signature = main_part(press().docx(ROLE)).rindex("<w:tbl>")
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>'
        "<w:tr><w:tc><w:p><w:r><w:t>Діє до 2027 року.</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
    )
    content = with_body(press().docx(ROLE), lambda x: x[:signature] + table + x[signature:])
    assert [(d.found, d.kind) for d in found(content)] == [("Діє до 2027 року.", Kind.ADDED)]


def test_a_row_of_their_own_is_no_place_for_the_pen() -> None:
    row = main_part(press().docx(ROLE)).index(
        "<w:tr>", main_part(press().docx(ROLE)).rindex("<w:tbl>")
    )
    new = "<w:tr><w:tc><w:p><w:r><w:t>Діє до 2027 року.</w:t></w:r></w:p></w:tc></w:tr>"
    content = with_body(press().docx(ROLE), lambda x: x[:row] + new + x[row:])
    assert [(d.found, d.kind) for d in found(content)] == [("Діє до 2027 року.", Kind.ADDED)]


@pytest.mark.parametrize("element", ["ins", "del"])
def test_a_tracked_change_left_in_a_clause_is_named(element: str) -> None:
    one, _ = two_clauses()
    there = paragraph_of(one)
    text = "delText" if element == "del" else "t"
    tracked = (
        f'<w:{element} w:id="901" w:author="Юрист" w:date="2026-05-01T10:00:00Z">'
        f"<w:r><w:{text}>не</w:{text}></w:r></w:{element}></w:p>"
    )
    differences = changed(there, there.replace("</w:p>", tracked))
    assert [d.clause for d in differences] == [one]


def test_text_boxes_and_notes_are_added_text() -> None:
    box = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>Без премії.</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    there = paragraph_of(two_clauses()[0])
    differences = changed(there, there.replace("</w:p>", box))
    assert differences == (Difference("", "", "", "Без премії.", Kind.ADDED),)


def test_a_cell_is_named_with_its_section() -> None:
    differences = changed("Надає", "Надасть")
    (cell,) = [d for d in differences if d.found == "Надасть"]
    assert (cell.clause, cell.number) == ("section.relations", "7.")


def test_a_document_of_a_hundred_clauses_is_compared_in_a_third_of_a_second(
    tmp_path: Path,
) -> None:
    duties = "".join(f"  - Виконує завдання {n} за планом відділу та звітує.\n" for n in range(100))
    made = written(tmp_path, f"title: Діловод\nduties:\n{duties}")
    content, document = made.docx("clerk"), made.document("clerk")
    begin = process_time()
    assert altered_docx(word(content), document) == ()
    assert process_time() - begin < 0.3
    other = with_body(content, lambda xml: xml.replace("звітує", "не звітує"))
    begin = process_time()
    assert len(altered_docx(word(other), document)) == 100
    assert process_time() - begin < 0.9


NUMBERING = "word/numbering.xml"
LISTS = {
    "a word in front": ('w:lvlText w:val="%1.%2.', 'w:lvlText w:val="Не %1.%2.'),
    "a word behind": ('w:lvlText w:val="%1.%2.%3."', 'w:lvlText w:val="%1.%2.%3. Не"'),
    "another start": ('<w:start w:val="1"/>', '<w:start w:val="5"/>'),
    "other figures": ('<w:numFmt w:val="decimal"/>', '<w:numFmt w:val="upperRoman"/>'),
}


@pytest.mark.parametrize("change", LISTS.values(), ids=LISTS)
def test_a_list_that_writes_other_numbers_is_a_difference(change: tuple[str, str]) -> None:
    old, new = change

    def exchange(name: str, text: str) -> str:
        assert name != NUMBERING or old in text
        return text.replace(old, new, 1) if name == NUMBERING else text

    differences = found(with_parts(press().docx(ROLE), exchange))
    assert differences
    assert {each.kind for each in differences} == {Kind.NUMBER}


def test_a_reference_that_leads_elsewhere_is_a_difference() -> None:
    role = "driver"
    content = press().docx(role)
    field = re.search(r" REF (c_[0-9a-f]{10}) ", main_part(content))
    assert field
    other = bookmark_name(clauses(press().document(role))[0])
    forged = with_body(content, lambda xml: xml.replace(f" REF {field[1]} ", f" REF {other} ", 1))
    (difference,) = altered_docx(word(forged), press().document(role))
    assert difference.kind is Kind.NUMBER


HIDING = {
    "a content control that shows another part": (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr><w:sdtContent>',
        "</w:sdtContent></w:sdt>",
    ),
    "another choice for other programs": (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="zz">',
        "</mc:Choice><mc:Fallback><w:r><w:t>Підробка</w:t></w:r></mc:Fallback></mc:AlternateContent>",
    ),
}


@pytest.mark.parametrize("around", HIDING.values(), ids=HIDING)
def test_what_another_program_would_show_otherwise_is_a_difference(around: tuple[str, str]) -> None:
    clause = clauses(press().document(ROLE))[-1]
    whole = paragraph_of(clause)
    run = re.search(r"<w:r>.*</w:r>", whole)
    assert run
    forged = whole.replace(run[0], f"{around[0]}{run[0]}{around[1]}")
    (difference,) = changed(whole, forged)
    assert (difference.clause, difference.kind) == (clause, Kind.OBJECT)
