import pytest

from generator.render.docx import ooxml


@pytest.mark.parametrize(
    ("function", "given", "expected"),
    [
        (ooxml.twips, 25.4, 1440),
        (ooxml.twips, 10, 567),
        (ooxml.twips_of_points, 2.5, 50),
        (ooxml.half_points, 12, 24),
        (ooxml.emu, 17, 612_000),
    ],
)
def test_measures_are_those_of_the_standard(function, given, expected):
    assert function(given) == expected


def test_text_is_escaped():
    assert ooxml.escape("R & D <x>") == "R &amp; D &lt;x&gt;"


def test_attributes_keep_quotes_and_line_ends():
    assert ooxml.attribute('"a"\n\tb\r') == "&quot;a&quot;&#10;&#9;b&#13;"


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_never_written(character):
    with pytest.raises(ValueError, match="cannot be written"):
        ooxml.encode(f"<a>{character}</a>")
