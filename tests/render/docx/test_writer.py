import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import docx
import pytest

from generator.document.tree import Picture, Style, TableStyle
from generator.render.docx import prepare, write
from generator.render.docx.properties import PROVENANCE
from tests.tools import ROOT

from .reading import find, parts, tree
from .specimen import SVG, specimen


def test_the_specimen_has_every_style_and_every_table(whole):
    assert {p.style for p in whole.paragraphs()} == set(Style)
    tables = {
        getattr(b, "style", None)
        for block in whole.blocks
        for b in getattr(block, "blocks", [block])
    }
    assert set(TableStyle) <= tables


@pytest.mark.parametrize("paper", ["", "a3"])
def test_the_open_xml_sdk_finds_no_fault_in_what_competency_documents_have_besides(
    theme, problems, whole, paper
):
    base = prepare(theme, "uk", landscape=True, paper=paper)
    assert problems(write(replace(whole, landscape=True, paper=paper), base)) == []


def test_nor_in_it_on_our_own_draft_as_a_letterhead(theme, problems, whole, base):
    assert problems(write(whole, prepare(theme, "uk", write(whole, base)))) == []


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("mark", ["", "ПРОЄКТ"])
def test_the_open_xml_sdk_finds_no_fault(theme, problems, language, mark):
    picture = Picture(SVG, "image/svg+xml", 17, 17, "Емблема")
    document = replace(specimen(theme.numbering, picture, mark), language=language)
    assert problems(write(document, prepare(theme, language))) == []


def test_an_empty_document_is_one_too(base, final, problems):
    bare = replace(final, blocks=(), provenance="", date="", title="", author="", subject="")
    assert problems(write(bare, base)) == []


SCRIPT = """
import hashlib, yaml
from render.docx.specimen import SVG, specimen
from generator.document.tree import Picture
from generator.model.theme import Theme
from generator.render.docx import prepare, write
with open("templates/theme.yaml", encoding="utf-8") as stream:
    theme = Theme.model_validate(yaml.safe_load(stream))
picture = Picture(SVG, "image/svg+xml", 17, 17, "Emblem")
document = specimen(theme.numbering, picture, "DRAFT")
print(hashlib.sha256(write(document, prepare(theme, "uk"))).hexdigest())
"""


def test_two_processes_write_the_same_bytes(theme):
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests"), *sys.path])
    digests = []
    for seed in ("1", "2"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": path,
            "TZ": f"UTC-{seed}",
        }
        command = [sys.executable, "-c", SCRIPT]
        done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=environment)
        digests.append(done.stdout.decode().strip())
    picture = Picture(SVG, "image/svg+xml", 17, 17, "Emblem")
    here = write(specimen(theme.numbering, picture, "DRAFT"), prepare(theme, "uk"))
    assert {hashlib.sha256(here).hexdigest()} == set(digests)


def test_the_program_loads_no_xml_library_to_write():
    script = "import sys, generator.render, generator.render.docx; print({'lxml', 'docx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.decode().strip() == "set()"


def test_the_file_says_what_it_is(base, final):
    properties = docx.Document(BytesIO(write(final, base))).core_properties
    assert properties.title == final.title
    assert properties.subject == final.subject
    assert properties.author == properties.last_modified_by == final.author
    assert properties.language == "uk-UA"
    assert properties.created.isoformat() == properties.modified.isoformat()
    assert properties.created.date().isoformat() == final.date


def test_without_a_date_the_file_tells_none(base, final):
    core = parts(write(replace(final, date=""), base))["docProps/core.xml"]
    assert b"created" not in core
    assert b"modified>" not in core


def test_no_trace_of_another_program(base, final):
    content = parts(write(final, base))
    assert not any(b"python" in part.lower() for part in content.values())
    assert b"<Application>posada</Application>" in content["docProps/app.xml"]


def test_the_file_proves_what_it_was_made_from(base, final):
    root = tree(write(final, base), "customXml/item1.xml")
    assert root.tag == f"{{{PROVENANCE}}}provenance"
    assert json.loads(root.text) == json.loads(final.provenance)


def test_word_is_not_told_to_update_fields_for_then_it_asks_the_reader(base, final):
    settings = tree(write(final, base), "word/settings.xml")
    assert not find(settings, "//w:updateFields")
    assert find(settings, "//w:compatSetting[@w:name='compatibilityMode']/@w:val") == ["15"]


def test_a_control_character_is_a_bug_and_no_broken_file(base, final):
    with pytest.raises(ValueError, match=r"U\+0007"):
        write(replace(final, title="a\x07"), base)


def test_writing_leaves_the_base_as_it_was(base, final, draft):
    first = write(final, base)
    write(draft, base)
    assert write(final, base) == first
