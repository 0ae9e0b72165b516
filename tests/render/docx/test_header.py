import re
from dataclasses import replace

import pytest

from generator.render.docx import prepare, write

from .reading import find, parts, tree, value, words

FIRST, DEFAULT = "word/header-first.xml", "word/header-default.xml"


def shapes(content, name):
    return list(tree(content, name).iter("{urn:schemas-microsoft-com:vml}shape"))


def test_pages_are_numbered_from_the_second_on(base, final):
    content = write(final, base)
    assert find(tree(content), "//w:sectPr/w:titlePg")
    assert not find(tree(content, FIRST), "//w:fldSimple")
    assert value(tree(content, DEFAULT), "//w:fldSimple", "instr").split()[0] == "PAGE"


def test_a_final_copy_has_no_mark(base, final):
    content = parts(write(final, base))
    assert not any(b"v:shape" in part for part in content.values())
    assert words(tree(write(final, base), FIRST)) == ""


@pytest.mark.parametrize("name", [FIRST, DEFAULT])
def test_every_page_of_a_draft_has_the_mark_above_and_behind_the_text(base, draft, theme, name):
    content = write(draft, base)
    assert words(tree(content, name)).strip().endswith("ПРОЄКТ")
    (shape,) = shapes(content, name)
    assert shape.get("fillcolor") == theme.draft_colour
    assert shape.get("id").startswith("PowerPlusWaterMarkObject")
    assert "rotation:315" in shape.get("style")
    (path,) = shape
    assert path.get("string") == "ПРОЄКТ"


@pytest.mark.parametrize(("left_mm", "share"), [(30, 1), (20, 1), (115, 0.5)])
def test_the_mark_is_smaller_on_a_narrower_text(theme, draft, left_mm, share):
    page = theme.page.model_copy(update={"left_mm": left_mm})
    content = write(draft, prepare(theme.model_copy(update={"page": page}), "uk"))
    (shape,) = shapes(content, FIRST)
    width = float(re.search(r"width:([\d.]+)pt", shape.get("style"))[1])
    height = float(re.search(r"height:([\d.]+)pt", shape.get("style"))[1])
    assert width + height == pytest.approx(640 * share, abs=0.2)


def test_shapes_of_different_pages_have_different_ids(base, draft):
    content = write(draft, base)
    ids = [shape.get("id") for name in (FIRST, DEFAULT) for shape in shapes(content, name)]
    assert len(set(ids)) == len(ids) == 2


def test_a_mark_of_any_signs_is_written(base, draft, problems):
    content = write(replace(draft, mark='<"DRAFT" & co>'), base)
    assert shapes(content, FIRST)[0][0].get("string") == '<"DRAFT" & co>'
    assert problems(content) == []
