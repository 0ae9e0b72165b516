"""Names of ECMA-376 as lxml spells them, `{namespace}local`."""

from __future__ import annotations

from typing import Final

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M: Final = f"{_OFFICE}/math"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
W15: Final = "http://schemas.microsoft.com/office/word/2012/wordml"

RELATIONSHIPS: Final = f"{_OFFICE}/relationships"
STRICT: Final = "http://purl.oclc.org/ooxml/"
"""What all names of the strict variant begin with (ECMA-376 part 1, annex A)."""

CONTENT_TYPES: Final = f"{_PACKAGE}/content-types"
PACKAGE_LINKS: Final = f"{_PACKAGE}/relationships"
CORE_LINK: Final = f"{PACKAGE_LINKS}/metadata/core-properties"
CORE: Final = f"{_PACKAGE}/metadata/core-properties"
DC: Final = "http://purl.org/dc/elements/1.1/"
DCTERMS: Final = "http://purl.org/dc/terms/"
COMMENTS_EXTENDED: Final = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


def w(name: str) -> str:
    """A WordprocessingML name."""
    return f"{{{W}}}{name}"


def office(kind: str) -> str:
    """The type of a relationship that Office defines, e.g. `styles`."""
    return f"{RELATIONSHIPS}/{kind}"
