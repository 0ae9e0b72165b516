"""No template, stylesheet, picture or role reads a file outside the workspace, opens a connection or runs a program.

Python itself is the witness: an audit hook sees every file opened, every name looked up, every connection and process.
"""

from __future__ import annotations

import html.parser
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from generator.issue import Code
from tests.machine import need_pango
from tests.outcome import POSIX, TITLE, Outcome, build, run, write
from tests.workspace import SETTINGS

SECRET = "Оклад директора"
FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn",
             "pickle.find_class", "webbrowser.open", "urllib.Request")  # fmt: skip


@dataclass
class Witness:
    """What happened while it was looking, as far as it must not."""

    looking: bool = False
    seen: list[str] = field(default_factory=list)

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.looking:
            return
        if event == "urllib.Request" and str(arguments[0]).startswith("data:"):
            return
        if event in FORBIDDEN:
            self.seen.append(f"{event} {arguments}")
        elif event == "open" and is_secret(str(arguments[0])):
            self.seen.append(f"open {arguments[0]}")


def is_secret(path: str) -> bool:
    return path.endswith(("secret.txt", "/etc/passwd", "/etc/hostname"))


WITNESS = Witness()
# A hook cannot be taken away again, so there is one for all tests, and it looks only when told.
sys.addaudithook(WITNESS.hook)


@pytest.fixture
def witness() -> Iterator[Witness]:
    WITNESS.seen.clear()
    WITNESS.looking = True
    yield WITNESS
    WITNESS.looking = False


@pytest.fixture
def pango() -> None:
    """Loaded before the witness looks: the library asks the system where its own libraries are."""
    need_pango()


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    """A workspace, with a secret in the folder above it."""
    (tmp_path / "secret.txt").write_text(f"<p>{SECRET}</p>", "utf-8")
    return write(tmp_path / "firm", {})


@dataclass
class Server:
    """Listens on this machine; every connection is counted."""

    address: str
    connections: list[object] = field(default_factory=list)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        made = Server(f"http://127.0.0.1:{listening.getsockname()[1]}")
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, peer = listening.accept()
                except TimeoutError:
                    continue
                connection.close()
                made.connections.append(peer)

        thread = threading.Thread(target=listen)
        thread.start()
        yield made
        stop.set()
        thread.join()


def tells_nothing(outcome: Outcome, root: Path) -> None:
    """The secret is neither in what was said nor in any file that was left."""
    written = [path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()]
    assert SECRET not in outcome.said
    assert not any(SECRET.encode() in content for content in written)


def test_the_witness_and_the_server_see_what_they_are_there_for(
    firm: Path, server: Server, witness: Witness
) -> None:
    (firm.parent / "secret.txt").read_text("utf-8")
    host, port = server.address.removeprefix("http://").split(":")
    socket.create_connection((host, int(port)), timeout=5).close()
    assert any(event.startswith("open") for event in witness.seen)
    assert any(event.startswith("socket.connect") for event in witness.seen)
    for _ in range(100):
        if server.connections:
            break
        threading.Event().wait(0.05)
    assert server.connections.pop()


# Templates

READING = {
    "include-above": "{% include '../secret.txt' %}",
    "include-above-root": "{% include '../../secret.txt' %}",
    "include-far-above": "{% include '../../../../../../../../etc/passwd' %}",
    "include-absolute": "{% include '/etc/passwd' %}",
    "include-folded": "{% include 'x/../../secret.txt' %}",
    "include-windows": r"{% include '..\\..\\secret.txt' %}",
    "include-drive": r"{% include 'C:\\secret.txt' %}",
    "include-url": "{% include 'file:///etc/passwd' %}",
    "include-encoded": "{% include '%2e%2e/secret.txt' %}",
    "include-list": "{% include ['../secret.txt', '/etc/passwd'] %}",
    "include-computed": "{% include ['..', 'secret.txt']|join('/') %}",
    "import": "{% import '../../secret.txt' as stolen %}{{ stolen }}",
    "from": "{% from '/etc/passwd' import root %}",
    "extends": "{% extends '../../secret.txt' %}",
    "settings": "{% include '../posada.yaml' %}",
    "role": "{% include '../roles/good.yaml' %}",
}
ESCAPING = {
    "class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "class-as-item": "{{ ''['__class__'] }}",
    "class-by-filter": "{{ ''|attr('__class__') }}",
    "class-by-map": "{{ ['']|map(attribute='__class__')|list }}",
    "class-by-map-filter": "{{ ['']|map('attr', '__class__')|list }}",
    "class-by-sort": "{{ ['', 'a']|sort(attribute='__class__')|list }}",
    "class-by-group": "{{ ['']|groupby('__class__') }}",
    "class-by-select": "{{ ['']|selectattr('__class__')|list }}",
    "class-by-format": "{{ '{0.__class__.__mro__}'.format('') }}",
    "class-by-format-map": "{{ '{x.__class__}'.format_map({'x': ''}) }}",
    "globals": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "globals-of-function": "{{ lipsum.__globals__['os'].system('true') }}",
    "globals-of-joiner": "{{ joiner.__init__.__globals__ }}",
    "globals-of-namespace": "{{ namespace.__init__.__globals__ }}",
    "self": "{{ self.__init__.__globals__ }}",
    "self-context": "{{ self._TemplateReference__context }}",
    "macro": "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "module": "{{ w.__loader__ }}",
    "generator": "{{ (organisation.name for x in []).gi_frame }}",
    "code": "{{ w.name._func.__code__ }}",
    "caller": "{{ caller.__func__ }}",
    "cases": "{{ title.__init__.__globals__ }}",
    "class-method": "{{ title.of.__func__.__globals__ }}",
    "model-reads-file": "{{ organisation.parse_file('/etc/passwd') }}",
    "model-unpickles": r"{{ organisation.parse_raw('cos\nsystem\n.', content_type='pickle', allow_pickle=true) }}",
    "model-unpickles-by-filter": "{{ (organisation|attr('parse_raw'))(b, content_type='pickle', allow_pickle=true) }}",
    "model-as-item": "{{ organisation['parse_file']('/etc/passwd') }}",
    "model-validates": "{{ organisation.model_validate_json('1') }}",
    "model-class": "{{ organisation.model_construct.__func__ }}",
    "model-configuration": "{{ organisation.model_config.clear() }}",
    "settings-changed": "{{ settings.__dict__.update(layout='x') }}",
    "sections-changed": "{{ sections.update({}) }}",
    "open": "{{ open('/etc/passwd').read() }}",
    "import-statement": "{% import os %}",
    "do": "{% do organisation %}",
    "debug": "{% debug %}",
}  # fmt: skip


@pytest.mark.parametrize("markup", READING.values(), ids=list(READING))
def test_a_template_reads_nothing_but_templates(firm: Path, witness: Witness, markup: str) -> None:
    write(firm, {"templates/signatures.html.j2": markup})
    outcome = build(firm, formats=("txt", "html"))
    assert outcome.places() == ["templates/signatures.html.j2:1 template-missing"]
    assert (outcome.status, outcome.files) == (1, frozenset())
    assert witness.seen == []
    tells_nothing(outcome, firm)


@pytest.mark.parametrize("markup", ESCAPING.values(), ids=list(ESCAPING))
def test_a_template_cannot_leave_the_sandbox(firm: Path, witness: Witness, markup: str) -> None:
    write(firm, {"templates/signatures.html.j2": f'<p class="note">{markup}</p>'})
    outcome = build(firm, formats=("txt", "html"))
    assert outcome.status == 1
    (found,) = outcome.places()
    assert found.startswith("templates/signatures.html.j2:1 template-")
    assert outcome.files == frozenset()
    assert witness.seen == []


def test_what_a_template_may_see_of_the_organisation_is_its_data(firm: Path) -> None:
    markup = (
        '<p class="note">{{ organisation.name }} {{ organisation.city }} {{ settings.layout }}</p>'
    )
    write(firm, {"templates/signatures.html.j2": markup})
    assert build(firm, formats=("txt",)).status == 0
    assert "Товариство «Зразок» Львів full" in (firm / "output/good.txt").read_text("utf-8")


@POSIX
@pytest.mark.parametrize(
    "name", ["signatures.html.j2", "theme.yaml", "document.css", "reference.docx"]
)
@pytest.mark.parametrize("target", ["../../secret.txt", "/etc/passwd"])
def test_a_link_for_a_template_is_not_followed_out(
    firm: Path, witness: Witness, name: str, target: str
) -> None:
    (firm / "templates").mkdir()
    (firm / "templates" / name).symlink_to(target)
    outcome = build(firm, formats=("docx", "html"))
    assert (outcome.status, outcome.files) == (1, frozenset())
    assert outcome.places() == [f"templates/{name} path-outside"]
    assert witness.seen == []


@POSIX
def test_a_link_for_the_folder_of_templates_is_not_followed_out(firm: Path) -> None:
    write(firm.parent / "other", {"signatures.html.j2": f'<p class="note">{SECRET}</p>'})
    (firm / "templates").symlink_to("../other")
    outcome = build(firm, formats=("txt",))
    assert (outcome.status, outcome.files) == (1, frozenset())
    assert outcome.places() == ["templates path-outside"]
    tells_nothing(outcome, firm)


ENTITIES = {
    "external": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "network": '<!DOCTYPE html [<!ENTITY x SYSTEM "http://127.0.0.1/x">]>',
    "parameter": '<!DOCTYPE html [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>',
    "document-type": '<!DOCTYPE html SYSTEM "http://127.0.0.1/x.dtd">',
    "laughs": '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;">]>',
    "none": "",
}


@pytest.mark.parametrize("declaration", ENTITIES.values(), ids=list(ENTITIES))
def test_a_template_declares_no_entities(firm: Path, witness: Witness, declaration: str) -> None:
    page = f"{declaration}<html><head><title>А</title></head><body><p>&x;</p></body></html>"
    write(firm, {"templates/job-description.html.j2": page})
    outcome = build(firm, formats=("txt",))
    assert (outcome.status, outcome.files) == (1, frozenset())
    assert "[template-vocabulary]" in outcome.said
    assert witness.seen == []


# Roles


ROLES = {
    "include": "{% include '/etc/passwd' %}",
    "globals": "{{ cycler.__init__.__globals__.os.system('true') }}",
    "sum": "{{ 7*7 }}",
    "markup": "<script src='http://127.0.0.1/x.js'></script><img src=x onerror=alert(1)>",
    "entity": "&x; <!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "reference": '<a href="http://127.0.0.1/">',
    "field": "{ INCLUDEPICTURE http://127.0.0.1/x.png }",
}


@pytest.mark.parametrize("text", ROLES.values(), ids=list(ROLES))
def test_a_text_of_a_role_is_only_text(firm: Path, witness: Witness, text: str) -> None:
    quoted = text.replace("'", "''")
    write(firm, {"roles/bad.yaml": f"{TITLE}duties:\n  - id: probe\n    text: '{quoted}'\n"})
    outcome = build(firm, formats=("docx", "html", "txt"))
    assert outcome.status == 0
    assert "49" not in (firm / "output/bad.txt").read_text("utf-8")
    page = (firm / "output/bad.html").read_text("utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert witness.seen == []


@pytest.mark.parametrize("key", ["extends", "reports_to", "supervises", "substituted_by"])
@pytest.mark.parametrize(
    "path", ["../../secret", "/etc/passwd", "../secret.txt", "./good", r"C:\good"]
)
def test_no_key_of_a_role_leads_out(firm: Path, witness: Witness, key: str, path: str) -> None:
    value = f"['{path}']" if key in ("extends", "supervises") else f"'{path}'"
    write(firm, {"roles/bad.yaml": f"{TITLE}{key}: {value}\n"})
    outcome = build(firm, formats=("txt",))
    assert (outcome.status, outcome.files) == (1, {"good.txt"})
    assert witness.seen == []


@pytest.mark.parametrize("command", ["check", "build", "show", "format"])
@pytest.mark.parametrize("name", ["../../secret.txt", "../secret", "/etc/passwd"])
def test_no_role_on_the_command_line_leads_out(
    firm: Path, witness: Witness, command: str, name: str
) -> None:
    outcome = run(firm, command, name)
    assert outcome.status == 1
    assert witness.seen == []
    tells_nothing(outcome, firm)


def test_a_new_role_is_not_written_outside(firm: Path) -> None:
    for name in ("../evil", "/tmp/evil", "..", "a/b", "evil.yaml"):
        assert run(firm, "new", name, "--title", "Т").status == 1
    assert [path.name for path in (firm / "roles").iterdir()] == ["good.yaml"]
    assert {path.name for path in firm.parent.iterdir()} == {"firm", "secret.txt"}


# Stylesheets


def sheets(address: str) -> Mapping[str, str]:
    targets = {"net": f"{address}/x", "file": "file:///etc/passwd", "other": "../../secret.txt"}
    return {
        f"{what}-{name}": rule.replace("URL", url)
        for name, url in targets.items()
        for what, rule in {
            "background": "body { background: url(URL) }",
            "image": "p { background-image: url('URL') }",
            "set": "p { background: image-set('URL' 1x) }",
            "list": "p { display: list-item; list-style-image: url(URL) }",
            "content": "p::before { content: url(URL) }",
            "border": "p { border-image-source: url(URL) }",
            "margin-box": "@page { @bottom-center { content: url(URL) } }",
            "page": "@page { background: url(URL) }",
            "font": "@font-face { font-family: X; src: url(URL) } p { font-family: X }",
            "import": "@import url(URL);",
            "import-text": "@import 'URL';",
            "namespace": "@namespace url(URL); p { mask: url(URL) }",
            "profile": "@color-profile X { src: url(URL) }",
            "escaped": "body { background: u\\72 l(URL) }",
        }.items()
    }


SHEETS = sheets("ADDRESS")


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
def test_a_stylesheet_loads_nothing_into_a_pdf(
    firm: Path, server: Server, pango: None, witness: Witness, sheet: str
) -> None:
    write(firm, {"templates/document.css": sheet.replace("ADDRESS", server.address)})
    outcome = build(firm, formats=("pdf",))
    if outcome.status:
        assert codes_of(outcome) <= {Code.STYLESHEET, Code.RENDER_FAILED}
        assert outcome.files == frozenset()
    assert witness.seen == []
    assert server.connections == []
    tells_nothing(outcome, firm)


def codes_of(outcome: Outcome) -> set[str]:
    return {place.rpartition(" ")[2] for place in outcome.places()}


class _Page(html.parser.HTMLParser):
    """What a page asks a browser to run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        given = dict(attrs)
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given.get("content") or ""


@pytest.mark.parametrize(
    "sheet",
    ["p { background: url(https://example.org/x.png) }", "</style><script>alert(1)</script>"],
)
def test_a_page_lets_a_browser_neither_load_nor_run_anything(firm: Path, sheet: str) -> None:
    write(firm, {"templates/document.css": sheet})
    outcome = build(firm, formats=("html",))
    if outcome.status == 0:
        page = _Page()
        page.feed((firm / "output/good.html").read_text("utf-8"))
        assert "default-src 'none'" in page.policy
        assert "script-src" not in page.policy


# Emblems


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="URL"/>',
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="URL"/>',
        '<use href="URL#a"/>',
        '<rect width="4" height="4" fill="url(URL#a)"/>',
        '<rect width="4" height="4" style="fill: u\\72l(URL)"/>',
        "<style>@import 'URL'; rect { fill: url(URL) }</style>",
        '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="URL"/></foreignObject>',
        "<script href='URL'/>",
        '<text font-family="X">А</text><style>@font-face { font-family: X; src: url(URL) }</style>',
        '<a href="URL"><rect width="4" height="4"/></a>',
        '<?xml-stylesheet href="URL"?>',
    ],
)
@pytest.mark.parametrize("url", ["ADDRESS/x", "file:///etc/passwd", "../secret.txt"])
def test_an_emblem_loads_nothing(
    firm: Path, server: Server, witness: Witness, inside: str, url: str
) -> None:
    picture = inside.replace("URL", url.replace("ADDRESS", server.address))
    emblem = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">{picture}</svg>'
    settings = SETTINGS.replace("city", "emblem: emblem.svg, city")
    write(firm, {"posada.yaml": settings, "emblem.svg": emblem})
    outcome = build(firm, formats=("docx", "html"))
    assert (outcome.status, outcome.files) == (1, frozenset())
    assert "[emblem-invalid]" in outcome.said
    assert witness.seen == []
    assert server.connections == []
