import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.issue import Code, IssueError
from generator.render.docx import prepare
from generator.render.docx.reference import MAX_BYTES

from .letters import changed, letter, replaced
from .reading import parts

GOOD = letter()
RELS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;">]>'


def link(kind: str, target: str) -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    tied = f'<Relationship Id="x" Type="{space}/{kind}" Target="{target}" TargetMode="External"/>'
    return f"{tied}</Relationships>".encode()


def bomb() -> bytes:
    return changed(GOOD, **{"word/media/image9.png": b"\0" * (MAX_BYTES + 1)})


def encrypted() -> bytes:
    content = bytearray(GOOD)
    with zipfile.ZipFile(BytesIO(GOOD)) as archive:
        entry = archive.infolist()[0]
    content[content.index(b"PK\x01\x02") + 8] |= 1
    content[entry.header_offset + 6] |= 1
    return bytes(content)


def with_field(instruction: str) -> bytes:
    header = next(name for name in parts(GOOD) if name.startswith("word/header"))
    field = f'<w:fldSimple w:instr="{instruction}"/></w:p>'.encode()
    return replaced(GOOD, header, b"</w:p>", field)


def main_type(kind: bytes) -> bytes:
    return replaced(
        GOOD, TYPES, b"application/vnd.openxmlformats-officedocument." + DOCUMENT_TYPE, kind
    )


HOSTILE = {
    "no zip": (b"", "damaged"),
    "text": (b"Dear customer", "damaged"),
    "old or encrypted by Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "encrypted"),
    "encrypted zip": (encrypted(), "encrypted"),
    "zip bomb": (bomb(), "too_large"),
    "another zip": (changed(b"PK\x05\x06" + b"\0" * 18, **{"a.txt": b"a"}), "damaged"),
    "no document part": (changed(GOOD, **{"word/document.xml": None}), "damaged"),
    "spreadsheet": (
        main_type(b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        "no_document",
    ),
    "macro document": (
        main_type(b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macro",
    ),
    "macro part": (changed(GOOD, **{"word/vbaProject.bin": b"\0"}), "macro"),
    "part cut off": (replaced(GOOD, "word/styles.xml", b"</w:styles>", b""), "damaged"),
    "entities": (
        replaced(GOOD, "word/styles.xml", b"<w:styles", LAUGHS + b"<w:styles"),
        "entities",
    ),
    "entities in a link part": (
        replaced(GOOD, RELS, b"<Relationships", LAUGHS + b"<Relationships"),
        "entities",
    ),
    "entities in UTF-16": (
        changed(
            GOOD, **{"word/styles.xml": ("\ufeff" + LAUGHS.decode() + "<a/>").encode("utf-16-le")}
        ),
        "entities",
    ),
    "template elsewhere": (
        replaced(
            GOOD, RELS, b"</Relationships>", link("attachedTemplate", "https://example.org/t.dotm")
        ),
        "external",
    ),
    "picture elsewhere": (
        replaced(GOOD, RELS, b"</Relationships>", link("image", "https://example.org/a.png")),
        "external",
    ),
    "hyperlink to a share": (
        replaced(GOOD, RELS, b"</Relationships>", link("hyperlink", "file://server/share")),
        "external",
    ),
    "field that runs a program": (with_field("DDEAUTO cmd"), "active"),
    "field that reads a file": (with_field(" INCLUDETEXT C:\\a.txt "), "active"),
    "no page": (replaced(GOOD, "word/document.xml", b"<w:pgSz", b"<w:paperSrc"), "no_page"),
    "page without width": (
        replaced(GOOD, "word/document.xml", b'w:w="11906"', b'w:w="x"'),
        "damaged",
    ),
}


def refusal(content: bytes, theme) -> str:
    with pytest.raises(IssueError) as caught:
        prepare(theme, "uk", content)
    (found,) = caught.value.issues
    assert found.code is Code.REFERENCE_DOCUMENT
    assert found.location.file == "templates/reference.docx"
    return str(dict(found.values)["reason"]).removeprefix("reference.")


@pytest.mark.parametrize(("content", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_or_must_not_be_used_is_an_issue_that_says_why(theme, content, reason):
    assert refusal(content, theme) == reason


@pytest.mark.parametrize("target", ["https://example.org/", "mailto:office@example.org"])
def test_a_link_to_be_clicked_may_stand_in_a_letterhead(theme, target):
    prepare(theme, "uk", replaced(GOOD, RELS, b"</Relationships>", link("hyperlink", target)))


def outcome(content: bytes, theme) -> set[Code]:
    """The codes of the issues, none for a base that a document can be written on."""
    try:
        prepare(theme, "uk", content)
    except IssueError as error:
        return {found.code for found in error.issues}
    return set()


def damage(content: bytes, at: float, put: bytes, cut: float) -> bytes:
    """Other bytes somewhere, and the end missing; places are fractions of the whole."""
    start = int(at * len(content))
    return (content[:start] + put + content[start + len(put) :])[: int(cut * len(content)) + 1]


PLACES = st.floats(0, 1, exclude_max=True)
PUT = st.one_of(
    st.binary(max_size=8), st.sampled_from([b"<", b'"', b"/>", b"<w:p/>", b"-1", b"&x;"])
)
CUT = st.one_of(st.just(1.0), PLACES)


@settings(max_examples=100, deadline=None)
@given(at=PLACES, put=PUT, cut=CUT)
def test_a_damaged_file_gives_an_issue_or_a_base_and_nothing_else(theme, at, put, cut):
    assert outcome(damage(GOOD, at, put, cut), theme) <= {Code.REFERENCE_DOCUMENT}


@settings(max_examples=200, deadline=None)
@given(name=st.sampled_from(sorted(parts(GOOD))), at=PLACES, put=PUT, cut=CUT)
def test_so_does_a_damaged_part(theme, name, at, put, cut):
    content = changed(GOOD, **{name: damage(parts(GOOD)[name], at, put, cut)})
    assert outcome(content, theme) <= {Code.REFERENCE_DOCUMENT}
