import struct
from dataclasses import replace
from io import BytesIO

import docx
import pytest

from generator.document.tree import Paragraph, Picture, Style, TableStyle
from generator.issue import Code, IssueError
from generator.render.docx import prepare, write
from generator.render.docx.picture import fallback

from .reading import parts, tree
from .specimen import SVG, png, specimen

SVG_PICTURE = Picture(SVG, "image/svg+xml", 17, 17, "Емблема")


def with_svg(body: str) -> bytes:
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {space} viewBox="0 0 10 10">{body}</svg>'.encode()


def test_a_picture_has_its_size_and_says_what_it_shows(base, final, emblem):
    (shape,) = docx.Document(BytesIO(write(final, base))).inline_shapes
    assert (shape.width.mm, shape.height.mm) == (17, 17)
    root = tree(write(final, base))
    (properties,) = root.iter("{*}docPr")
    assert properties.get("descr") == emblem.alternative


def test_on_a_narrow_page_a_picture_is_no_wider_than_its_column(theme):
    page = theme.page.model_copy(update={"width_mm": 148})
    narrow = prepare(theme.model_copy(update={"page": page}), "uk")
    wide = specimen(theme.numbering, Picture(png(70, 14), "image/png", 70, 14, "Емблема"))
    (shape,) = docx.Document(BytesIO(write(wide, narrow))).inline_shapes
    column = narrow.tables[TableStyle.REQUISITES].starts[1] / 1440 * 25.4
    assert shape.width.mm == pytest.approx(column - 4, abs=0.1)
    assert shape.width.mm / shape.height.mm == pytest.approx(5, abs=0.01)


@pytest.mark.parametrize(("wide", "expected"), [(120, 120), (200, 170)])
def test_a_chart_in_the_text_is_no_wider_than_it(base, final, wide, expected):
    chart = Paragraph(Style.FIGURE, (Picture(SVG, "image/svg+xml", wide, wide / 2, "Профіль"),))
    content = write(replace(final, blocks=(chart,)), base)
    (shape,) = docx.Document(BytesIO(content)).inline_shapes
    assert (shape.width.mm, shape.height.mm) == pytest.approx((expected, expected / 2), abs=0.1)


def test_the_same_picture_is_stored_once(theme, base, emblem):
    document = specimen(theme.numbering, emblem)
    twice = replace(document, blocks=document.blocks * 2)
    media = [name for name in parts(write(twice, base)) if "media/" in name]
    assert media == ["word/media/picture1.png"]


def test_an_svg_is_embedded_with_a_png_for_programs_that_cannot_draw_it(theme, base):
    content = parts(write(specimen(theme.numbering, SVG_PICTURE), base))
    assert content["word/media/picture1.svg"] == SVG
    assert content["word/media/picture2.png"].startswith(b"\x89PNG")
    assert b"svgBlip" in content["word/document.xml"]


def test_the_png_of_an_svg_is_the_same_every_time():
    fallback.cache_clear()
    first = fallback(SVG, 400, 400)
    fallback.cache_clear()
    assert fallback(SVG, 400, 400) == first


WORDS = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="120mm" height="30mm" viewBox="0 0 120 30">'
    b'<text x="5" y="20" font-size="12" font-family="%s">Levels</text></svg>'
)


@pytest.mark.parametrize("named", [b"Nonesuch", b"sans-serif", b"Liberation Serif"])
def test_words_of_a_chart_are_set_in_the_font_of_the_theme_whatever_it_names(theme, named):
    drawn = fallback(WORDS % named, 480, 120, theme.fonts.families)
    assert drawn == fallback(WORDS % b"Times New Roman", 480, 120, theme.fonts.families)
    assert drawn != fallback(WORDS.replace(b"Levels", b"") % named, 480, 120)


def test_words_of_a_chart_are_there_without_the_fonts_of_the_theme():
    empty = fallback(WORDS.replace(b"Levels", b"") % b"serif", 480, 120)
    assert fallback(WORDS % b"serif", 480, 120, ("Nonesuch",)) != empty


@pytest.mark.parametrize(("wide", "dots"), [(17, 402), (120, 1039)])
def test_an_emblem_is_finer_than_a_chart(base, final, wide, dots):
    figure = Paragraph(Style.FIGURE, (Picture(SVG, "image/svg+xml", wide, wide, ""),))
    content = parts(write(replace(final, blocks=(figure,)), base))
    width, height = struct.unpack(">II", content["word/media/picture2.png"][16:24])
    assert width == height == dots


def test_an_svg_cannot_read_a_file(tmp_path):
    path = tmp_path / "secret.png"
    path.write_bytes(png())
    for attribute in ("href", "xlink:href"):
        with pytest.raises(IssueError) as caught:
            fallback(with_svg(f'<image width="10" height="10" {attribute}="{path}"/>'), 400, 400)
        assert caught.value.issues[0].code is Code.EMBLEM_INVALID


def test_a_picture_of_any_shape_stays_small():
    tall = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1000000"/>'
    assert len(fallback(tall, 400, 400)) < 1000


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"<svg",
        b"<p/>",
        b'<!DOCTYPE svg [<!ENTITY x "/etc/passwd">]>' + with_svg('<image href="&x;"/>'),
        with_svg('<filter id="f"><feImage href="file:///etc/passwd"/></filter>'),
        with_svg('<image href="https://example.org/a.png"/>'),
    ],
    ids=["empty", "not text", "not closed", "not SVG", "entity", "filter", "address"],
)
def test_a_picture_that_cannot_or_must_not_be_drawn_is_an_issue(content):
    with pytest.raises(IssueError):
        fallback(content, 400, 400)


def test_no_other_kind_of_picture_is_taken_for_one(theme, base):
    picture = Picture(b"GIF89a", "image/gif", 17, 17, "")
    with pytest.raises(ValueError, match="image/gif"):
        write(specimen(theme.numbering, picture), base)
