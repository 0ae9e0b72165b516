"""A template that would never end or fill the memory is stopped, soon, with an issue; an honest one notices nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.issue import Code, IssueError
from generator.make import Composer, Plan
from tests.outcome import POSIX
from tests.workspace import SETTINGS, python, write_workspace

ROLES = {"clerk": "title: Діловод\nduties: [Пише листи.]\n"}
LIMITS = """\
import resource

resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
from generator.cli import main

main(["check"])
"""
DOUBLED = "{% set n = namespace(x=FIRST) %}{% for i in range(99) %}{% set n.x = NEXT %}{% endfor %}"
BIG = "{% set big = 'x' * 9000000 %}"
ALL = "{% for i in range(99999) %}"
TWICE = ALL + ALL


def doubled(first: str, following: str) -> str:
    return DOUBLED.replace("FIRST", first).replace("NEXT", following)


ENDLESS = {
    "times": "{{ 'x' * 10**10 }}",
    "times-list": "{{ ([1] * 10**10)|length }}",
    "times-markup": "{{ ('<' * 99999999)|e }}",
    "times-reversed": "{{ 10**10 * 'x' }}",
    "power": "{{ 10 ** (10 ** 10) }}",
    "power-again": doubled("9", "n.x ** 9"),
    "product-again": doubled("2 ** 2000", "n.x * n.x"),
    "plus": doubled("'x'", "n.x + n.x"),
    "plus-lists": doubled("[1]", "n.x + n.x"),
    "tilde": doubled("'x'", "n.x ~ n.x"),
    "tilde-of-lists": doubled("[1]", "[n.x, n.x]") + "{{ n.x ~ '' }}",
    "printed-lists": doubled("[1]", "[n.x, n.x]") + "{{ n.x }}",
    "printed-namespaces": BIG + "{% set n = namespace(x=big) %}{{ [n] * 9000 }}",
    "printed-records": "{{ [organisation] * 9000000 }}",
    "printed-dictionary": BIG + "{{ ([{'a': big}] * 9000) }}",
    "filter-string": doubled("[1]", "[n.x, n.x]") + "{{ n.x|string|length }}",
    "filter-upper": BIG + ALL + "{% set x = big|upper %}{% endfor %}",
    "filter-list": ALL + "{% set x = range(99999)|list %}{% endfor %}",
    "filter-replace": BIG + "{{ big|replace('x', big) }}",
    "filter-replace-nothing": BIG + "{{ big|replace('', big) }}",
    "filter-join": BIG + "{{ range(9999)|join(big) }}",
    "filter-map": BIG + "{{ ([big] * 9999)|map('upper')|list|length }}",
    "filter-map-join": BIG + "{{ ([[big]] * 9999)|map('join')|list|length }}",
    "filter-sort": ALL + "{% set x = range(99999)|sort %}{% endfor %}",
    "filter-select": ALL + "{% set x = range(99999)|select('odd')|list %}{% endfor %}",
    "filter-block": BIG + "{% filter replace('x', big) %}{{ big }}{% endfilter %}",
    "methods": BIG + ALL + "{% set x = big.upper() %}{% endfor %}",
    "methods-that-search": BIG + ALL + "{% set x = big.count('y') %}{% endfor %}",
    "compare": BIG + "{% set also = big ~ '' %}" + ALL + "{{ '' if big == also }}{% endfor %}",
    "contains": BIG + ALL + "{{ '' if 'y' in big }}{% endfor %}",
    "test": BIG + "{% set also = big ~ '' %}" + ALL + "{{ '' if big is eq also }}{% endfor %}",
    "slice": BIG + ALL + "{% set x = big[1:] %}{% endfor %}",
    "loops": TWICE + "{% endfor %}{% endfor %}",
    "loops-that-use-loop": TWICE + "{% set x = loop.index %}{% endfor %}{% endfor %}",
    "loops-with-condition": ALL + "{% for j in range(99999) if false %}{% endfor %}{% endfor %}",
    "loops-recursive": "{% for i in range(99999) recursive %}{{ loop(range(99999)) if loop.depth < 9 }}{% endfor %}",
    "loops-of-text": TWICE + "слово " * 99 + "{% endfor %}{% endfor %}",
    "loops-of-output": BIG + ALL + "{{ big }}{% endfor %}",
    "loops-of-includes": ALL + "{% include 'wording.html.j2' %}{% endfor %}",
    "macros": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "macros-with-default": "{% macro m(x='a' * 999999) %}{{ x }}{% endmacro %}" + ALL + "{{ m() }}{% endfor %}",
    "macros-with-caller": "{% macro m() %}{{ caller() }}{{ caller() }}{% endmacro %}" + "{% call m() %}" * 40 + "x"
    + "{% endcall %}" * 40,
    "blocks": "{% block b %}x{% endblock %}" + TWICE + "{{ self.b() }}{% endfor %}{% endfor %}",
    "modules": "{% import 'big.html.j2' as m %}" + ALL + "{{ m }}{% endfor %}",
    "large": "{{1}}" * 200_000,
    "long": "<p>{{ 'слово' * 4_000_000 }}</p>",
    "many-marks": "{% for i in range(900) %}{% for j in range(900) %}<br/>{% endfor %}{% endfor %}",
    "set-block": ALL + "{% set x %}" + "слово " * 999 + "{% endset %}{% endfor %}",
}  # fmt: skip
"""Name → a template that would need more time or memory than there is."""


@POSIX
@pytest.mark.parametrize("markup", ENDLESS.values(), ids=list(ENDLESS))
def test_a_template_that_asks_for_too_much_is_stopped(tmp_path: Path, markup: str) -> None:
    own = {"signatures.html.j2": markup, "big.html.j2": "слово" * 99_999}
    write_workspace(tmp_path, ROLES, SETTINGS, own)
    done = python(LIMITS, cwd=tmp_path)
    assert done.returncode == 1, done.stderr[-500:]
    assert "it does or writes more than any document can need. [template-failed]" in done.stderr


def said(root: Path, markup: str) -> str:
    """What a role's document says between the lines that are always there."""
    write_workspace(root, ROLES, SETTINGS, {"signatures.html.j2": f"<p>«{markup}»</p>"})
    document = Composer(Plan(root)).document("clerk")
    return [p.text for p in document.paragraphs()][-1].strip("«»")


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("{{ m(1) }}", "template.endless"),
        ("{{ " + "[" * 9000 + "]" * 9000 + " }}", "template.endless"),
        ("{{ '%99999999999d' % 1 }}", "template.forbidden"),
        ("{{ '{:99999999999}'.format(1) }}", "template.forbidden"),
        ("{{ 'x'.ljust(10**10) }}", "template.forbidden"),
        ("{{ 'x'.replace('x', 'y') }}", "template.forbidden"),
        ("{{ (1).to_bytes(10**10) }}", "template.forbidden"),
        ("{{ [1].index(1) }}", "template.forbidden"),
        ("{{ cycler(1) }}", "template.undefined"),
        ("{{ lipsum() }}", "template.undefined"),
    ],
)
def test_what_could_make_much_of_little_is_not_there(
    tmp_path: Path, markup: str, reason: str
) -> None:
    with pytest.raises(IssueError) as raised:
        said(tmp_path, "{% macro m(n) %}{{ m(n) }}{% endmacro %}" + markup)
    (found,) = raised.value.issues
    assert (found.code, dict(found.values)["reason"]) == (Code.TEMPLATE_FAILED, reason)


@pytest.mark.parametrize("name", ["center(9)", "indent", "format", "batch(3)", "pprint", "random"])
def test_filters_that_make_much_of_little_are_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(IssueError) as raised:
        said(tmp_path, "{{ 'x'|" + name + " }}")
    assert [found.code for found in raised.value.issues] == [Code.TEMPLATE_SYNTAX]


@pytest.mark.parametrize("name", ["spend", "weigh", "spend!", "weigh!"])
def test_a_template_cannot_pay_into_its_own_budget(tmp_path: Path, name: str) -> None:
    with pytest.raises(IssueError) as raised:
        said(tmp_path, "{{ -1000|" + name + " }}")
    assert [found.code for found in raised.value.issues] == [Code.TEMPLATE_SYNTAX]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("{{ 'а' * 3 ~ 2 ** 10 ~ 7 // 2 }}", "ааа10243"),
        ("{{ [1, 2]|join(', ') }}", "1, 2"),
        ("{{ ['<', '&']|join('-') }}", "<-&"),
        ("{{ [title, title]|join('; ', attribute='dative') }}", "Діловодові; Діловодові"),
        ("{{ 'слово'|replace('о', 'а') }}", "слава"),
        ("{{ 'слово'|replace('о', 'а', 1) }}", "славо"),
        ("{{ '<'|replace('<', '>') }}", ">"),
        ("{{ 'abc'[1:] }}", "bc"),
        ("{% for n in range(9) if n is odd %}{{ n }}{% endfor %}", "1357"),
        ("{% for n in [1, 2] %}{{ loop.index }}/{{ loop.length }};{% endfor %}", "1/2;2/2;"),
        ("{% for n in [[1, []], [2, []]] recursive %}{{ n[0] }}{{ loop(n[1]) }}{% endfor %}", "12"),
        ("{{ [3, 1, 2]|sort|map('string')|join }}", "123"),
        ("{% filter upper %}слово{% endfilter %}", "СЛОВО"),
        ("{% macro m(x='а') %}{{ x }}{{ caller() }}{% endmacro %}{% call m() %}б{% endcall %}", "аб"),
        ("{{ nothing|default('—') }}", "—"),
        ("{{ 'так' if nothing is undefined else 'ні' }}", "так"),
        ("{{ {'a': 1}.get('a') }}{{ {'a': 1}.items()|list|length }}", "11"),
        ("{{ 'а б'.split()|last }}{{ 'Я'.lower() }}", "бя"),
    ],
)  # fmt: skip
def test_the_rest_of_jinja_is_as_it_was(tmp_path: Path, markup: str, expected: str) -> None:
    assert said(tmp_path, markup) == expected


def test_the_largest_role_costs_no_more_than_there_is(tmp_path: Path) -> None:
    parts = {f"_{n}": "duties:\n" + f"  - {'довге слово ' * 416}\n" * 200 for n in range(5)}
    role = "title: Діловод\nextends: [_0, _1, _2, _3, _4]\n"
    write_workspace(tmp_path, {**parts, "clerk": role})
    document = Composer(Plan(tmp_path)).document("clerk")
    assert sum(p.text.startswith("довге") for p in document.paragraphs()) == 1000


def test_each_document_has_a_budget_of_its_own(tmp_path: Path) -> None:
    markup = "{% set x = 'а' * 60000000 %}"
    write_workspace(tmp_path, ROLES, SETTINGS, {"signatures.html.j2": markup})
    composer = Composer(Plan(tmp_path))
    assert composer.document("clerk") == composer.document("clerk")
