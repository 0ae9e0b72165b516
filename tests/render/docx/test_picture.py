from dataclasses import replace
from io import BytesIO

import docx
import pytest

from generator.document.tree import Picture, TableStyle
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
