"""Any bytes, any structure, any text: a role or issues, and every word of a clause in the document."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from generator.document.compose import compose
from generator.document.templates import Templates
from generator.document.tree import Document
from generator.issue import Code, Issue, IssueError
from generator.make import load_theme
from generator.messages import LANGUAGES, explain
from generator.model.role import ROLE_KEYS
from generator.render.text import text as as_text
from generator.source.inheritance import resolve
from generator.source.roles import RoleFiles
from tests.outcome import GOOD
from tests.workspace import write_workspace


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Templates]:
    """A workspace whose role `bad` is written anew for every example, and its templates, compiled once."""
    root = tmp_path_factory.mktemp("firm")
    return root, Templates(write_workspace(root, {"good": GOOD}))


def composed(place: tuple[Path, Templates], content: bytes) -> Document:
    root, templates = place
    (root / "roles/bad.yaml").write_bytes(content)
    workspace = write_workspace(root, {})
    role = resolve(RoleFiles(workspace), "bad")
    return compose(role, workspace.settings, templates, load_theme(templates))


def issues_of(place: tuple[Path, Templates], content: bytes) -> tuple[Issue, ...]:
    """None when the role is fine; whatever else is raised is a bug."""
    try:
        composed(place, content)
    except IssueError as error:
        return error.issues
    return ()


PIECES = st.sampled_from(
    ["title", ": ", "- ", "\n", "  ", "[", "]", "{", "}", ",", "&a ", "*a", "| ", "> ", "'", '"', "#", "!!x ", "? ",
     "---\n", "...\n", "\t", "duties", "extends", "bad", "group", "items", "text", "~", "\\", "\\ud800", "\x07", "ї",
     "%", "@", "<<", "{{ a }}", "\r\n", "\ufeff", "\x85", "\u2028", "9", "-1", "𝟎", "\ue000"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    content=st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.lists(PIECES, max_size=60).map(lambda pieces: "".join(pieces).encode())
)
@example(content=b"title: \xc2\x85\n")
@example(content=b"&a [*a]")
@example(content=b"title: x\n? ~\n")
def test_no_bytes_make_anything_but_a_role_or_issues(
    place: tuple[Path, Templates], content: bytes
) -> None:
    for found in issues_of(place, content):
        assert found.location is not None
        assert found.location.file == "roles/bad.yaml"
        assert all(explain(found, language)[0] for language in LANGUAGES)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
KEYS = st.sampled_from(
    [*ROLE_KEYS, "id", "text", "group", "items", "after", "level", "with", "key", "name", "from"]
)
VALUES = st.recursive(
    SCALARS | st.sampled_from(["bad", "good", "_a", "{{ title }}", "{{ x }}", '{{ ref("a") }}']),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(data=st.dictionaries(KEYS, VALUES, max_size=6), titled=st.booleans())
def test_no_structure_makes_anything_but_a_role_or_issues(
    place: tuple[Path, Templates], data: dict[str, object], titled: bool
) -> None:
    written = {"title": "Секретар", **data} if titled else data
    content = yaml.safe_dump(written, allow_unicode=True).encode("utf-8", "replace")
    for found in issues_of(place, content):
        assert all(explain(found, language)[0] for language in LANGUAGES)


QUOTES = str.maketrans(dict.fromkeys("«»„“”‟\"'‘’‚‛ʼ`´′", "'") | dict.fromkeys("–—‑‐−", "-"))


# Soft hyphens, marks of direction, spaces and joiners of no width.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")


def plain(text: str) -> str:
    """The characters that are seen, without what typography may change: quotes, dashes, ellipses, kinds of spaces."""
    seen = unicodedata.normalize("NFC", UNSEEN.sub("", text))
    return re.sub(r"\s+", " ", seen.translate(QUOTES).replace("…", "...")).strip()


# Stand for something else while a text is set, so no text may hold them; see generator.language and document.parse.
HELD = "\ue000\ue001𝟎"
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=f"{HELD}\ufffe\uffff"),
    min_size=1,
    max_size=120,
)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
@example("<b>важливо</b> &amp; &lt; <br/> <script>")
@example("{{ 7*7 }} {{ 7*'7' }} {% for %} {# ні #} {{ title|upper }}")
@example("Каже \"так\", 'ні' - і пише 5-7 листів...")
@example("]]> <!-- --> <?php ?> &#0; %s {0} \\n")
@example("\ufeffа\u200bб\u202eв\u00adг")
@example(" ".join(["А" * 300, *["Б" * 99] * 46, "В" * 99]))
def test_any_text_of_a_clause_comes_out_as_the_characters_that_are_seen(
    place: tuple[Path, Templates], text: str
) -> None:
    assume(plain(text))
    assume(not re.search(r"\{\s*ref\s*\(|\{\{\s*[\w.-]", text))
    role = {"title": "Секретар", "duties": [{"id": "probe", "text": text}]}
    document = composed(place, yaml.safe_dump(role).encode())
    (clause,) = (p for p in document.paragraphs() if p.id == "probe")
    assert plain(clause.text) == plain(text)
    assert f"\n{clause.number} {clause.text}\n" in as_text(document)


@settings(max_examples=50, deadline=None)
@given(
    name=st.from_regex(r"zz[a-z0-9_]{0,10}(\.[a-z_]{1,8})?", fullmatch=True),
    spaces=st.sampled_from(["", " ", "  "]),
)
def test_any_undefined_name_is_an_issue(
    place: tuple[Path, Templates], name: str, spaces: str
) -> None:
    text = f"Пише {{{{{spaces}{name}{spaces}}}}}."
    role = yaml.safe_dump({"title": "Секретар", "duties": [text]}, allow_unicode=True)
    with pytest.raises(IssueError) as raised:
        composed(place, role.encode())
    (found,) = raised.value.issues
    assert (found.code, dict(found.values)["name"]) == (Code.VARIABLE_UNDEFINED, name)
