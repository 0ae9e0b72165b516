import zipfile
from io import BytesIO

import pytest

from generator.render.docx.package import PACKAGE, Part, Relationship, pack

PARTS = (
    Part("word/document.xml", b"<a/>", "application/a+xml"),
    Part("word/media/picture1.png", b"\x89PNG" * 100, "image/png"),
)
LINKS = {
    PACKAGE: (Relationship("document", "t", "word/document.xml"),),
    "word/document.xml": (Relationship("web", "t", "https://a.example/?a=1&b=2", external=True),),
}


@pytest.fixture
def archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(pack(PARTS, LINKS)))


def test_content_types_come_first_then_parts_in_order_with_their_links(archive):
    assert archive.namelist() == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/media/picture1.png",
    ]


def test_entries_tell_neither_time_nor_system(archive):
    seen = {(i.date_time, i.create_system) for i in archive.infolist()}
    assert seen == {((1980, 1, 1, 0, 0, 0), 0)}


def test_pictures_are_not_compressed_twice(archive):
    methods = {i.filename: i.compress_type for i in archive.infolist()}
    assert methods["word/media/picture1.png"] == zipfile.ZIP_STORED
    assert methods["word/document.xml"] == zipfile.ZIP_DEFLATED


def test_targets_are_escaped(archive):
    assert b"?a=1&amp;b=2" in archive.read("word/_rels/document.xml.rels")


def test_a_part_cannot_stand_twice():
    with pytest.raises(ValueError, match="twice"):
        pack((PARTS[0], PARTS[0]), LINKS)
