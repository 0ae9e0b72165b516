"""A PDF from anywhere is read as what can be seen on its pages, or refused for a reason in words; nothing else."""

from __future__ import annotations

import io
import random
import zlib
from contextlib import suppress
from time import monotonic

import pikepdf
import pytest

from generator.issue import Code, IssueError, Location
from generator.messages import LANGUAGES, explain
from generator.source.pdf import MAX_BYTES, REASONS, PdfFile, PdfLine, read_pdf_file

PLACE = Location("inbox/file.pdf")


def reason(content: bytes, seconds: float = 30) -> str:
    """Why a file is refused."""
    with pytest.raises(IssueError) as caught:
        read_pdf_file(content, PLACE, seconds)
    (found,) = caught.value.issues
    assert found.code is Code.PDF_FILE
    assert found.location == PLACE
    return dict(found.values)["reason"].removeprefix("pdf_file.")


def saved(opened: pikepdf.Pdf, **options: object) -> bytes:
    target = io.BytesIO()
    opened.save(target, **options)  # type: ignore[arg-type]
    return target.getvalue()


def font() -> pikepdf.Dictionary:
    name = pikepdf.Name.Helvetica
    kind = {"Type": pikepdf.Name.Font, "Subtype": pikepdf.Name.Type1, "BaseFont": name}
    return pikepdf.Dictionary(F=pikepdf.Dictionary(**kind))


def with_pages(*contents: bytes) -> pikepdf.Pdf:
    """A PDF with these streams as its pages."""
    made = pikepdf.new()
    for content in contents:
        page = made.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=font())
        page.Contents = made.make_stream(content)
    return made


HELLO = b"BT /F 12 Tf 50 700 Td (Duties) Tj 0 -14 Td (Rights) Tj ET"


def read(*contents: bytes) -> PdfFile:
    return read_pdf_file(saved(with_pages(*contents)), PLACE)


def test_a_page_is_its_characters_as_they_are_drawn_each_line_with_its_height() -> None:
    file = read(HELLO, b"")
    assert file.pages[0].lines == (PdfLine(700, "Duties"), PdfLine(686, "Rights"))
    assert [page.has_text for page in file.pages] == [True, False]
    assert file.has_text


def test_the_keywords_are_those_of_the_file() -> None:
    made = with_pages(HELLO)
    made.docinfo["/Keywords"] = "posada:clerk version:3"
    assert read_pdf_file(saved(made), PLACE).keywords == "posada:clerk version:3"
    assert read(HELLO).keywords == ""


def test_annotations_are_counted_except_links() -> None:
    made = with_pages(HELLO)
    kinds = (pikepdf.Name.FreeText, pikepdf.Name.Link, pikepdf.Name.Stamp)
    made.pages[0].Annots = pikepdf.Array(
        pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=kind, Rect=[0, 0, 90, 90])
        for kind in kinds
    )
    assert read_pdf_file(saved(made), PLACE).annotations == 2


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"3 Tr " + HELLO, id="invisible"),
        pytest.param(b"1 1 1 rg " + HELLO, id="white"),
        pytest.param(b"0 0 0 0 k " + HELLO, id="white in CMYK"),
        pytest.param(b"1 0 0 1 600 0 cm " + HELLO, id="beside the page"),
        pytest.param(b"0.1 0 0 0.1 0 0 cm " + HELLO, id="tiny"),
        pytest.param(HELLO + b" 1 g 0 0 595 842 re f", id="under a sheet"),
    ],
)
def test_what_nobody_can_see_is_no_text(content: bytes) -> None:
    assert not read(content).has_text


def test_a_sheet_below_the_text_and_a_frame_around_it_hide_nothing() -> None:
    assert read(b"1 g 0 0 595 842 re f 0 g " + HELLO + b" 40 600 200 200 re S").has_text


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"text", b"\x00" * 5000], ids=repr)
def test_what_is_no_pdf_is_refused_as_foreign(content: bytes) -> None:
    assert reason(content) == "foreign"


@pytest.mark.parametrize("user", ["", "secret"], ids=["for the owner", "to open it"])
def test_a_file_with_a_password_is_refused_as_encrypted(user: str) -> None:
    content = saved(with_pages(HELLO), encryption=pikepdf.Encryption(owner="owner", user=user))
    assert reason(content) == "encrypted"


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_file_is_read_or_refused_and_never_more_than_that(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(saved(with_pages(HELLO, HELLO)))
    if seed % 2:
        content = content[: chance.randrange(20, len(content))]
    for _ in range(chance.randrange(1, 40)):
        content[chance.randrange(8, len(content))] = chance.randrange(256)
    with suppress(IssueError):
        read_pdf_file(bytes(content), PLACE)


@pytest.mark.parametrize(
    "rest", [b"", b"\n%%EOF", b"\n1 0 obj << /Type /Catalog >> endobj"], ids=repr
)
def test_a_file_that_only_begins_as_a_pdf_is_refused(rest: bytes) -> None:
    assert reason(b"%PDF-1.7" + rest) == "damaged"


def test_a_file_of_more_than_20_megabytes_is_refused() -> None:
    assert reason(b"%PDF-1.7" + b" " * MAX_BYTES) == "too_large"


def test_ten_thousand_pages_are_refused_soon() -> None:
    kids = " ".join(f"{number} 0 R" for number in range(3, 10_003))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count 10000 /Kids [{kids}] >>",
        *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * 10_000,
    ]
    body = "".join(f"{at} 0 obj\n{text}\nendobj\n" for at, text in enumerate(objects, 1))
    content = f"%PDF-1.7\n{body}trailer << /Root 1 0 R >>\n%%EOF\n".encode()
    begin = monotonic()
    assert reason(content) == "too_large"
    assert monotonic() - begin < 10


def test_text_without_end_is_refused() -> None:
    shown = b"BT /F 12 Tf 50 700 Td " + b"(aaaaaaaaaaaaaaaaaaaa) Tj " * 60_000 + b"ET"
    assert reason(saved(with_pages(shown))) == "too_large"


def bomb(levels: int) -> bytes:
    """A page that unpacks, in so many levels, to gigabytes."""
    content = b" " * 1_000_000_000 if levels == 1 else b"\0" * 1_000_000_000
    packed = zlib.compress(content, 9)
    filters = pikepdf.Array([pikepdf.Name.FlateDecode] * levels)
    for _ in range(levels - 1):
        packed = zlib.compress(packed * 4, 9)
    made = with_pages(HELLO)
    made.pages[0].Contents = pikepdf.Stream(made, packed)
    made.pages[0].Contents.write(packed, filter=filters)
    return saved(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


@pytest.mark.parametrize("levels", [1, 2])
def test_a_stream_that_unpacks_to_gigabytes_is_refused(levels: int) -> None:
    content = bomb(levels)
    assert len(content) < 2_000_000
    begin = monotonic()
    assert reason(content) in ("too_large", "damaged")
    assert monotonic() - begin < 30


def test_what_takes_too_long_is_refused_when_the_time_is_over() -> None:
    content = saved(with_pages(b"q 0 0 1 1 re f Q " * 400_000 + HELLO))
    begin = monotonic()
    assert reason(content, seconds=1) == "too_large"
    assert monotonic() - begin < 5


def test_a_form_that_shows_itself_is_no_circle_without_end() -> None:
    made = with_pages(b"/X Do " + HELLO)
    form = made.make_stream(
        b"/X Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9]
    )
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
    made.pages[0].Resources.XObject = pikepdf.Dictionary(X=form)
    with suppress(IssueError):
        assert read_pdf_file(saved(made), PLACE).has_text


def test_nothing_is_imported_from_the_folder_one_is_in(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))
    with open("pdfplumber.py", "w") as stream:  # noqa: PTH123
        stream.write("raise SystemExit(3)")
    assert read(HELLO).has_text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("why", REASONS)
def test_every_reason_has_words_in_every_language(why: str, language: str) -> None:
    from generator.issue import Phrase, issue

    found = issue(Code.PDF_FILE, PLACE, reason=Phrase(f"pdf_file.{why}"))
    assert "pdf_file" not in str(explain(found, language))
