"""Which files are taken for Word documents, and why the others are not."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
import zlib
from io import BytesIO

import pytest

from generator.issue import Code, IssueError
from generator.source.word.archive import MAX_BYTES, MAX_PARTS
from generator.source.word.markup import MAX_ELEMENTS
from generator.source.word.package import PACKAGE, open_package
from generator.source.word.read import read_word_file, refusal
from tests.tables import compound, workbook

from .building import MAIN, PLACE, WORD_TYPE, link, links, p, package, r, root, types, word_file

GOOD = word_file(p(r("Веде облік.")))
RELS = "_rels/.rels"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
LAUGHS = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/passwd">'


def refused(content: bytes) -> str:
    """The reason for which a file is not taken."""
    with pytest.raises(IssueError) as caught:
        read_word_file(content, PLACE)
    (found,) = caught.value.issues
    assert (found.code, found.location) == (Code.WORD_FILE, PLACE)
    return str(dict(found.values)["reason"]).removeprefix("reference.")


def with_main(media_type: str) -> bytes:
    return word_file(p(), {"[Content_Types].xml": types(media_type)})


def open_document() -> bytes:
    return package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})


def encrypted_zip() -> bytes:
    content = bytearray(GOOD)
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def packed_otherwise() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", types())
    return stream.getvalue()


def of_two_names() -> bytes:
    return package({"[Content_Types].xml": types(), "word/a.xml": "<a/>", "word/A.xml": "<a/>"})


def with_body(xml: str) -> bytes:
    return word_file(more={"word/document.xml": xml})


def nested(tag: str, depth: int) -> str:
    return f"<{tag}>" * depth + f"</{tag}>" * depth


REFUSED = {
    "nothing": (b"", "foreign"),
    "text": ("Шановні колеги!".encode(), "foreign"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "foreign"),
    "RTF": (b"{\\rtf1}", "foreign"),
    "Word 97": (compound("WordDocument", "1Table"), "old"),
    "document with a password": (compound("EncryptionInfo", "EncryptedPackage"), "encrypted"),
    "encrypted zip": (encrypted_zip(), "encrypted"),
    "other zip": (package({"a.txt": "а"}), "foreign"),
    "OpenDocument": (open_document(), "foreign"),
    "workbook": (workbook((("Посада",),)), "no_document"),
    "document by another name": (with_main("application/xml"), "no_document"),
    "nothing tied": (word_file(more={RELS: links()}), "no_document"),
    "no links": (word_file(more={RELS: None}), "no_document"),
    "document with macros": (
        with_main("application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macro",
    ),
    "macros": (word_file(more={"word/vbaProject.bin": b"\0"}), "macro"),
    "macros by another name": (
        word_file(more={
            "word/a.bin": b"\0",
            "[Content_Types].xml": types().replace(
                "</Types>",
                '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
            ),
        }),
        "macro",
    ),
    "strict": (word_file(more={RELS: links(link("r1", STRICT, "word/document.xml"))}), "strict"),
    "no document part": (word_file(more={"word/document.xml": None}), "damaged"),
    "document cut off": (with_body("<w:document"), "damaged"),
    "document that is none": (with_body("<html/>"), "damaged"),
    "styles cut off": (word_file(p(), styles="<w:styles"), "damaged"),
    "links cut off": (word_file(more={RELS: "<Relationships"}), "damaged"),
    "media types cut off": (word_file(more={"[Content_Types].xml": ""}), "damaged"),
    "two files of one name": (of_two_names(), "damaged"),
    "packed in another way": (packed_otherwise(), "damaged"),
    "archive cut off": (GOOD[: len(GOOD) // 2], "damaged"),
    "entities": (with_body(f"{LAUGHS}<a>&c;</a>"), "entities"),
    "entity that reads a file": (with_body(f"{OUTSIDE}<a/>"), "entities"),
    "entities in links": (word_file(more={RELS: LAUGHS + links()}), "entities"),
    "entities in the media types": (word_file(more={"[Content_Types].xml": LAUGHS + types()}), "entities"),
    "entities in UTF-16": (
        word_file(more={"word/a.xml": (LAUGHS + "<a/>").encode("utf-16")}), "entities"
    ),
    "entities in a part that is not read": (
        word_file(more={"customXml/item1.xml": f"{LAUGHS}<a/>"}), "entities"
    ),
    "XML in no usual encoding": (
        with_body("<?xml version='1.0' encoding='utf-7'?><a/>").replace(b"", b""), "damaged"
    ),
    "tags 10,000 deep": (with_body(nested("a", 10_000)), "complex"),
    "tables 1,000 deep": (word_file(nested("w:tbl", 1_000)), "complex"),
    "too many elements": (word_file("<w:p/>" * (MAX_ELEMENTS + 1)), "complex"),
    "too many elements in several parts": (
        word_file("<w:p/>" * (MAX_ELEMENTS // 2), header1=root("hdr", "<w:p/>" * (MAX_ELEMENTS // 2))),
        "complex",
    ),
    "a text of 11 MB": (word_file(p(r("а" * 5_500_001))), "complex"),
    "a tag of a million attributes": (
        with_body("<a " + " ".join(f'a{n}=""' for n in range(1_000_000)) + "/>"), "complex"
    ),
    "too many parts": (word_file(more={f"a{n}.txt": "" for n in range(MAX_PARTS)}), "too_large"),
    "a list of 30,000 files": (
        GOOD + b"PK\x01\x02" * 30_000, "too_large"
    ),
    "a bomb": (word_file(more={"word/media/a.png": b"\0" * (MAX_BYTES + 1)}), "too_large"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_word_file_or_could_do_harm_is_refused_with_its_reason(
    content: bytes, reason: str
) -> None:
    assert refused(content) == reason


def bomb(declared: int) -> bytes:
    """A gigabyte of zeros in a megabyte, which says it is `declared` bytes, with the right sum of so many."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b"\0" * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = block * 1024 + packer.flush()
    name, whole = b"word/media/a.png", zlib.crc32(b"\0" * min(declared, 10))
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, whole, len(packed), declared, len(name), 0)
    local = b"PK\x03\x04" + fields + name + packed
    listed = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0)
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(listed) + len(name), len(local), 0)
    return local + listed + name + b"PK\x05\x06" + end


@pytest.mark.parametrize(("declared", "reason"), [(10, "damaged"), (2**30, "too_large")])
def test_a_gigabyte_of_zeros_is_never_unpacked_whatever_it_declares(
    declared: int, reason: str
) -> None:
    content = bomb(declared)
    tracemalloc.start()
    try:
        assert refused(content) == reason
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


TAKEN = {
    "template": with_main(WORD_TYPE.format("template.main")),
    "names in capitals": word_file(
        p(),
        more={RELS: links(link("r1", "officeDocument", "/WORD/Document.XML"))}
    ),
    "main part elsewhere": package({
        "[Content_Types].xml": types().replace("/word/document.xml", "/a/б в.xml"),
        RELS: links(link("r1", "officeDocument", "a/%D0%B1%20%D0%B2.xml")),
        "a/б в.xml": root("document", f"<w:body>{p()}</w:body>"),
    }),
    "UTF-16": with_body(root("document", f"<w:body>{p()}</w:body>").encode("utf-16")),
    "with a byte order mark": with_body("\ufeff" + root("document", f"<w:body>{p()}</w:body>")),
    "link to what is not there": word_file(
        p(), {"word/_rels/document.xml.rels": links(link("r1", "image", "NULL"))}
    ),
    "template elsewhere": word_file(p(), {"word/_rels/document.xml.rels": links(
        link("r1", "attachedTemplate", "https://example.org/t.dotm", "External"))}),
    "picture elsewhere": word_file(p(), {"word/_rels/document.xml.rels": links(
        link("r1", "image", "//server/share/a.png", "External"))}),
    "style sheet elsewhere": word_file(p(), {"word/_rels/document.xml.rels": links(
        link("r1", "styles", "https://example.org/styles.xml", "External"))}),
    "parts that are tied in a ring": word_file(p(), {"word/_rels/document.xml.rels": links(
        link("r1", "header", "document.xml"), link("r2", "footer", "document.xml"))}),
    "a damaged part that is not read": word_file(p(), {"customXml/item1.xml": "<a"}),
}  # fmt: skip


@pytest.mark.parametrize("content", TAKEN.values(), ids=TAKEN)
def test_what_is_only_unusual_is_taken(content: bytes) -> None:
    assert len(read_word_file(content, PLACE).paragraphs) >= 1


def test_a_package_tells_its_parts_and_what_ties_them() -> None:
    tied = links(
        link("r1", "hyperlink", "https://example.org/", "External"),
        link("r2", "image", "../media/a.png"),
        link("r3", "image", "/media/a.png"),
    )
    more = {"word/_rels/document.xml.rels": tied, "media/a.png": b"png"}
    found = open_package(word_file(more=more), refusal(PLACE))
    assert found.document == "word/document.xml"
    assert found.media_types[found.document] == MAIN
    assert [(each.id, each.target, each.external) for each in found.links[found.document]] == [
        ("r1", "https://example.org/", True),
        ("r2", "media/a.png", False),
        ("r3", "media/a.png", False),
    ]
    image = found.links[found.document][1].type
    assert found.linked(found.document, image) == ("media/a.png",)
    assert found.links[PACKAGE][0].target == found.document
    assert found.parts["media/a.png"] == b"png"
