"""A resolved role becomes a document: its sections, requisites and words as the settings ask for them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from generator.document.tree import Block, Document, Group, Paragraph, Style, Table
from generator.issue import Code, IssueError
from generator.make import Composer, Plan
from generator.model.resolved import ResolvedGroup, ResolvedRole
from generator.source.workspace import load_workspace
from tests.workspace import ROOT, SETTINGS, copy_workspace, write_workspace

SHIPPED = load_workspace(ROOT).role_ids()
LAYOUTS, AGREEMENTS, APPROVALS = ("full", "classic"), ("end", "header"), ("person", "order")
FORMS = tuple(product(LAYOUTS, AGREEMENTS))

WHOLE = """\
title: Завідувачка канцелярії
classification: {code: "1231", title: Завідувач канцелярії}
department: Канцелярія
reports_to: Заступник директора
supervises: [Кур’єр, Діловод]
substituted_by: Секретарка
career: {from: [Кур’єр], to: [Директор]}
purpose: Мета.
general: [Загальне.]
laws: [Законом.]
duties: [Пише.]
rights: [Питати.]
responsibility: [За все.]
knowledge: [Закони., {group: Мови, items: [Англійська.]}]
relations: [{with: Каса}]
indicators: [{name: Строки}]
requirements: {education: Вища., experience: Рік., languages: [Українська.], other: [Права.]}
working_conditions: {schedule: Графік., place: Місце., travel: Поїздки.}
"""


def compose(
    root: Path,
    role: str,
    *,
    document: str = "",
    settings: str = SETTINGS,
    draft: bool = True,
    day: date | None = None,
    **others: str,
) -> Document:
    """The document of the role `clerk`; `document` is the mapping of that name in posada.yaml."""
    written = settings + (f"document: {{{document}}}\n" if document else "")
    write_workspace(root, {"clerk": role, **others}, written)
    return Composer(Plan(root, day=day, draft=draft)).document("clerk")


def lines(document: Document) -> list[str]:
    return [f"{p.number} {p.text}".strip().replace("\xa0", " ") for p in document.paragraphs()]


def headings(document: Document) -> list[str]:
    return [p.text.replace("\xa0", " ") for p in document.paragraphs() if p.style is Style.HEADING]


def of_style(document: Document, style: Style) -> list[str]:
    return [p.text.replace("\xa0", " ") for p in document.paragraphs() if p.style is style]


def text_of(block: Block) -> str:
    whole = Document("", "", "", "", "", "", "", (block,))
    return "\n".join(lines(whole))


# Sections


def test_the_full_layout_has_the_sections_of_the_handbook(tmp_path: Path) -> None:
    assert headings(compose(tmp_path, WHOLE)) == [
        "Загальні положення",
        "Завдання та обов’язки",
        "Права",
        "Відповідальність",
        "Повинна знати",
        "Кваліфікаційні вимоги",
        "Взаємовідносини (зв’язки) за посадою",
        "Показники результативності",
        "Кар’єрний розвиток",
    ]


def test_the_classic_layout_has_the_four_sections_and_what_there_is_data_for(
    tmp_path: Path,
) -> None:
    assert headings(compose(tmp_path, WHOLE, document="layout: classic")) == [
        "Загальні положення",
        "Посадові обов’язки",
        "Права",
        "Відповідальність",
        "Взаємовідносини (зв’язки) за посадою",
        "Показники результативності",
        "Кар’єрний розвиток",
    ]


def test_the_classic_layout_has_requirements_and_knowledge_in_its_first_section(
    tmp_path: Path,
) -> None:
    found = lines(compose(tmp_path, WHOLE, document="layout: classic"))
    first = found[found.index("1. Загальні положення") : found.index("2. Посадові обов’язки")]
    for words in ("Вища.", "Рік.", "Українська.", "Права.", "Закони.", "Англійська.", "Законом."):
        assert sum(line.endswith(words) for line in first) == 1, words


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("data", "full", "classic"),
    [
        ("", 1, 1),
        ("duties: [Пише.]", 2, 2),
        ("rights: [Питати.]", 2, 2),
        ("responsibility: [За все.]", 2, 2),
        ("knowledge: [Закони.]", 2, 1),
        ("requirements: {education: Вища.}", 2, 1),
        ("requirements: {other: [Права.]}", 2, 1),
        ("relations: [{with: Каса}]", 2, 2),
        ("indicators: [{name: Строки}]", 2, 2),
        ("career: {to: [Директор]}", 2, 2),
        ("career: {from: [Кур’єр]}", 2, 2),
        ("laws: [Законом.]", 1, 1),
        ("purpose: Мета.", 1, 1),
    ],
)
def test_a_section_is_printed_only_when_there_is_data_for_it(
    tmp_path: Path, layout: str, data: str, full: int, classic: int
) -> None:
    made = compose(tmp_path, f"title: Діловод\n{data}\n", document=f"layout: {layout}")
    assert len(headings(made)) == (full if layout == "full" else classic)
    for before, after in zip(made.blocks, made.blocks[1:], strict=False):
        if isinstance(before, Paragraph) and before.style in (Style.HEADING, Style.LEAD):
            assert isinstance(after, Paragraph | Table)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_paragraph_is_empty_and_no_clause_without_number(tmp_path: Path, layout: str) -> None:
    for role in ("title: Діловод\n", WHOLE):
        made = compose(tmp_path, role, document=f"layout: {layout}")
        for paragraph in made.paragraphs():
            # Beside the words under a line on which a name is written there is nothing.
            assert paragraph.text.strip() or paragraph.style in (Style.SIGNATURE_LINE, Style.CELL)
            numbered = paragraph.style in (Style.HEADING, Style.CLAUSE, Style.SUBCLAUSE)
            assert bool(paragraph.number) is bool(paragraph.id) is numbered


# Every shipped role, whole


@cache
def shipped(folder: Path, layout: str, agreement: str) -> Composer:
    root = folder / f"{layout}-{agreement}"
    copy_workspace(root)
    settings = root / "posada.yaml"
    text = settings.read_text("utf-8")
    text = re.sub(r"layout: \w+", f"layout: {layout}", text)
    text = re.sub(r"agreement: \w+", f"agreement: {agreement}", text)
    settings.write_text(text, "utf-8")
    composer = Composer(Plan(root))
    document = composer.workspace.settings.document
    assert (document.layout, document.agreement) == (layout, agreement)
    return composer


@pytest.fixture(scope="session")
def shipped_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shipped")


def clause_ids(role: ResolvedRole) -> Iterator[str]:
    yield from role.sentences
    for entries in role.sections.values():
        for entry in entries:
            yield entry.id
            yield from (item.id for item in entry.items) if isinstance(entry, ResolvedGroup) else ()


def bare(text: str) -> str:
    """Words without what typography changes: spaces, quotes, apostrophes, hyphens."""
    return re.sub(r"[\s«»„“”\"'’‑-]", "", text)


@pytest.mark.parametrize(("layout", "agreement"), FORMS)
@pytest.mark.parametrize("role", SHIPPED)
def test_every_clause_of_every_shipped_role_stands_in_its_document_once(
    shipped_folder: Path, role: str, layout: str, agreement: str
) -> None:
    composer = shipped(shipped_folder, layout, agreement)
    source = composer.resolve(role)
    document = composer.compose(source)
    printed = Counter(p.id for p in document.paragraphs() if p.id)
    written = list(clause_ids(source))
    assert len(written) > 20
    assert {each: printed[each] for each in written} == dict.fromkeys(written, 1)
    assert not {each: n for each, n in printed.items() if n > 1}
    by_id = {p.id: p.text for p in document.paragraphs()}
    for clause in source.clauses():
        if "{{" not in clause.text:
            assert bare(by_id[clause.id]) == bare(clause.text)
    assert "{{" not in "".join(by_id.values())


@pytest.mark.parametrize(("layout", "agreement"), FORMS)
@pytest.mark.parametrize("role", SHIPPED)
def test_every_row_and_signer_of_every_shipped_role_stands_in_its_document_once(
    shipped_folder: Path, role: str, layout: str, agreement: str
) -> None:
    composer = shipped(shipped_folder, layout, agreement)
    source = composer.resolve(role)
    document = composer.compose(source)
    cells = Counter(bare(p.text) for p in document.paragraphs() if p.style is Style.CELL)
    for row in (*source.relations, *source.indicators):
        assert cells[bare(row.cells[0])] == 1
    names = Counter(of_style(document, Style.REQUISITE))
    shared, own = composer.workspace.settings.signers.agree, source.signers.agree
    agreeing = shared if own is None else own
    assert len(agreeing) in (2, 3)
    for one in agreeing:
        # The head of a unit who signs its instructions as their developer does not agree to them as well.
        surname = (one.name or "").split()[-1].upper()
        assert sum(n for text, n in names.items() if text.endswith(f" {surname}")) == 1


# Requisites


def first_group(document: Document) -> str:
    assert isinstance(document.blocks[0], Group)
    return text_of(document.blocks[0])


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", ["ЗАТВЕРДЖУЮ", "Директор", "", "Олена КОВАЛЬ", "«___» ____________ 20___ року"]),
        ("approval: person", ["ЗАТВЕРДЖУЮ", "Директор", "", "Олена КОВАЛЬ", "«___» ____________ 20___ року"]),
        ("approval: order", ["ЗАТВЕРДЖЕНО", "Наказ директора", "«___» ____________ 20___ року № ________"]),
        (
            'approval: order, order: {issuer: Правління, date: 2026-11-23, number: 12-к}',
            ["ЗАТВЕРДЖЕНО", "Наказ правління", "23.11.2026 № 12-к"],
        ),
        (
            "approval: order, order: {number: '7'}",
            ["ЗАТВЕРДЖЕНО", "Наказ директора", "«___» ____________ 20___ року № 7"],
        ),
    ],
    ids=["default", "person", "order", "order-known", "order-number"],
)  # fmt: skip
def test_the_approval_block(tmp_path: Path, settings: str, expected: list[str]) -> None:
    found = first_group(compose(tmp_path, WHOLE, document=settings)).splitlines()
    assert found == ["ТОВАРИСТВО «ЗРАЗОК»", *expected]


AGREEING = (
    SETTINGS
    + """\
  agree:
    - {key: hr, position: Начальник відділу кадрів, name: Оксана Лисенко}
    - {key: legal, position: Юрист}
  develop:
    - {department: Канцелярія, position: Керівник справ, name: Ігор Бондаренко}
"""
)


@pytest.mark.parametrize("approval", APPROVALS)
def test_the_agreement_stands_where_the_workspace_wants_it(tmp_path: Path, approval: str) -> None:
    for place in AGREEMENTS:
        document = compose(
            tmp_path, WHOLE, document=f"agreement: {place}, approval: {approval}", settings=AGREEING
        )
        blocks = [text_of(block) for block in document.blocks if isinstance(block, Group)]
        with_agreement = [at for at, block in enumerate(blocks) if "ПОГОДЖЕНО" in block]
        assert with_agreement == ([0] if place == "header" else [2])
        agreed = blocks[with_agreement[0]]
        agreed = agreed[agreed.index("ПОГОДЖЕНО") :]
        assert "Начальник відділу кадрів" in agreed
        assert "Оксана ЛИСЕНКО" in agreed
        assert "Юрист" in agreed
        assert agreed.partition("ознайомлений")[0].count("20___ року") == 2


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_without_anyone_to_agree_there_is_no_agreement(tmp_path: Path, agreement: str) -> None:
    document = compose(tmp_path, WHOLE, document=f"agreement: {agreement}")
    assert "ПОГОДЖЕНО" not in "\n".join(lines(document))


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("title: Діловод\ndepartment: Канцелярія\n", "Керівник справ Ігор БОНДАРЕНКО"),
        ("title: Діловод\ndepartment: канцелярія\n", "Керівник справ Ігор БОНДАРЕНКО"),
        (
            "title: Діловод\ndepartment: Склад\nreports_to: Комірник\n",
            "Комірник (підпис) (Власне ім’я ПРІЗВИЩЕ)",
        ),
        (
            "title: Діловод\ndepartment: Канцелярія\nsigners: {develop: {position: Голова, name: Ян Бий}}\n",
            "Голова Ян БИЙ",
        ),
        ("title: Діловод\n", ""),
    ],
    ids=["head-of-unit", "small-letter", "superior", "own", "nobody"],
)  # fmt: skip
def test_the_developer_is_the_head_of_the_unit_or_the_superior(
    tmp_path: Path, role: str, expected: str
) -> None:
    document = compose(tmp_path, role, settings=AGREEING)
    found = [text_of(b) for b in document.blocks if isinstance(b, Group) and b.after_text]
    assert [" ".join(text.split()) for text in found] == ([expected] if expected else [])


SIGNING_TWICE = (
    SETTINGS
    + """\
  agree:
    - {key: boss, position: директор, name: Олена Коваль}
    - {key: hr, position: Начальник відділу кадрів, name: Оксана Лисенко}
    - {key: pen, position: Керівник справ}
    - {key: namesake, position: Юрист, name: Ігор Бондаренко}
  develop:
    - {department: Канцелярія, position: Керівник справ, name: Ігор Бондаренко}
    - {department: Відділ кадрів, position: Начальник відділу кадрів, name: Інна Лисенко}
"""
)


@pytest.mark.parametrize(
    ("department", "agreeing"),
    [
        ("Канцелярія", ["Начальник відділу кадрів", "Юрист"]),
        ("Відділ кадрів", ["Начальник відділу кадрів", "Керівник справ", "Юрист"]),
        ("Склад", ["Начальник відділу кадрів", "Керівник справ", "Юрист"]),
    ],
    ids=["developer", "another-person", "nobody"],
)
@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_whoever_approves_or_develops_does_not_agree_as_well(
    tmp_path: Path, agreement: str, department: str, agreeing: list[str]
) -> None:
    role = f"title: Діловод\ndepartment: {department}\n"
    made = compose(tmp_path, role, document=f"agreement: {agreement}", settings=SIGNING_TWICE)
    (block,) = (
        text_of(b) for b in made.blocks if isinstance(b, Group) and "ПОГОДЖЕНО" in text_of(b)
    )
    after = block[block.index("ПОГОДЖЕНО") :].splitlines()
    positions = {"директор", "Начальник відділу кадрів", "Керівник справ", "Юрист"}
    assert [line for line in after if line in positions] == agreeing


def test_the_acknowledgement_stands_with_what_is_signed_before_it(tmp_path: Path) -> None:
    for settings, groups in ((AGREEING, 3), (SETTINGS, 2)):
        made = compose(tmp_path, WHOLE, settings=settings)
        blocks = [block for block in made.blocks if isinstance(block, Group)]
        assert len(blocks) == groups
        assert "ознайомлений(-а)" in text_of(blocks[-1])
        assert blocks[-1].after_text is (settings == SETTINGS)


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_a_name_left_to_the_pen_has_words_under_its_line(tmp_path: Path, agreement: str) -> None:
    made = compose(tmp_path, WHOLE, document=f"agreement: {agreement}", settings=AGREEING)
    captions = Counter(of_style(made, Style.CAPTION))
    # The lawyer of the settings has no name, and nobody has who acknowledges.
    assert captions == {"(підпис)": 2, "(Власне ім’я ПРІЗВИЩЕ)": 2, "(дата)": 1}


def test_a_role_has_signers_of_its_own(tmp_path: Path) -> None:
    own = "signers: {approve: {position: Голова правління}, agree: [{key: it, position: Адміністратор}]}\n"
    found = "\n".join(lines(compose(tmp_path, WHOLE + own, settings=AGREEING)))
    assert "Голова правління" in found
    assert "Адміністратор" in found
    assert "Начальник відділу кадрів" not in found
    assert "головою правління" not in found
    assert "голова правління за поданням" in found


@pytest.mark.parametrize(
    ("day", "expected", "iso"),
    [(None, "«___» ____________ 20___ року", ""), (date(2026, 1, 5), "05.01.2026", "2026-01-05")],
    ids=["blank", "given"],
)
def test_the_date_is_left_to_the_pen_unless_it_is_given(
    tmp_path: Path, day: date | None, expected: str, iso: str
) -> None:
    document = compose(tmp_path, WHOLE, day=day)
    assert of_style(document, Style.DATELINE) == [expected, "Львів", "№ ____________"]
    assert document.date == iso


def test_the_title_to_the_text_is_in_the_genitive(tmp_path: Path) -> None:
    assert of_style(compose(tmp_path, WHOLE), Style.TITLE) == [
        "завідувачки канцелярії",
        "(код за ДК 003:2010 — 1231, завідувач канцелярії)",
    ]


def test_the_properties_say_what_the_document_is(tmp_path: Path) -> None:
    document = compose(tmp_path, WHOLE)
    assert document.title.replace("\xa0", " ") == "Посадова інструкція завідувачки канцелярії"
    assert (document.subject, document.author) == ("Посадова інструкція", "ТОВ «Зразок»")
    assert document.language == "uk"


@pytest.mark.parametrize(
    ("language", "draft", "mark"),
    [("uk", True, "ПРОЄКТ"), ("uk", False, ""), ("en", True, "DRAFT"), ("en", False, "")],
)
def test_only_a_draft_has_a_mark(tmp_path: Path, language: str, draft: bool, mark: str) -> None:
    document = compose(tmp_path, WHOLE, settings=f"{SETTINGS}language: {language}\n", draft=draft)
    assert document.mark == mark


# Kind, gender, cases


@pytest.mark.parametrize("digit", range(1, 10))
def test_the_first_digit_of_the_classifier_decides_the_kind(tmp_path: Path, digit: int) -> None:
    document = compose(tmp_path, f'title: Діловод\nclassification: {{code: "{digit}111"}}\n')
    work = digit >= 5
    assert of_style(document, Style.KIND) == [
        "РОБОЧА ІНСТРУКЦІЯ" if work else "ПОСАДОВА ІНСТРУКЦІЯ"
    ]
    found = "\n".join(lines(document))
    assert ("З робочою інструкцією" in found) is work
    assert ("З посадовою інструкцією" in found) is not work
    assert ("приймає на роботу та звільняє з роботи" in found) is work
    assert "1.1. Діловод належить до " in found


def test_a_work_instruction_speaks_of_work_and_profession(tmp_path: Path) -> None:
    role = (
        "title: Водій\nclassification: {code: '8322'}\nreports_to: Начальник гаража\n"
        "relations: [{with: Склад}]\ncareer: {from: [Слюсар], to: [Механік, Начальник гаража]}\n"
    )
    settings = SETTINGS.replace("position: Директор", "position: В. о. директора")
    found = "\n".join(lines(compose(tmp_path, role, settings=settings)))
    for sentence in (
        "Водія приймає на роботу та звільняє з роботи в. о. директора за поданням начальника гаража",
        "Взаємовідносини (зв’язки) за професією",
        "На роботу за професією водія переводять, зокрема, з роботи слюсарем.",
        "З роботи за професією водія можна перейти на роботу механіком, начальником гаража.",
        "З робочою інструкцією ознайомлений(-а)",
    ):
        assert sentence in found
    assert "посад" not in found


def test_without_a_classifier_code_it_is_a_job_description(tmp_path: Path) -> None:
    document = compose(tmp_path, "title: Діловод\n")
    assert of_style(document, Style.KIND) == ["ПОСАДОВА ІНСТРУКЦІЯ"]
    assert "належить до" not in "\n".join(lines(document))


@pytest.mark.parametrize(
    ("title", "gender", "expected"),
    [
        ("Діловод", "", "masculine"),
        ("Завідувачка канцелярії", "", "feminine"),
        ("Головна бухгалтерка", "", "feminine"),
        ("Секретар", "", "masculine"),
        ("Секретар", "feminine", "feminine"),
        ("Менеджер", "masculine", "masculine"),
    ],
)
def test_words_agree_with_the_gender_of_the_title(
    tmp_path: Path, title: str, gender: str, expected: str
) -> None:
    written = f"gender: {gender}\n" if gender else ""
    role = f"title: {title}\n{written}substituted_by: Стажер\nknowledge: [Закони.]\n"
    found = "\n".join(lines(compose(tmp_path, role)))
    feminine = expected == "feminine"
    assert ("Повинна знати" in found) is ("повинна знати:" in found) is feminine
    assert ("Повинен знати" in found) is ("повинен знати:" in found) is not feminine
    assert (" її обов’язки виконує" in found) is feminine
    assert (" його обов’язки виконує" in found) is not feminine
    assert "стажер, який набуває" in found
    assert "покладених на нього" in found


def test_general_clauses_have_positions_in_the_right_cases(tmp_path: Path) -> None:
    found = lines(compose(tmp_path, WHOLE))
    for expected in (
        "1.1. Завідувачка канцелярії належить до категорії керівників.",
        "1.2. Завідувачку канцелярії призначає на посаду та звільняє з посади директор за поданням "
        "заступника директора з дотриманням вимог законодавства про працю.",
        "1.3. Завідувачка канцелярії безпосередньо підпорядковується заступникові директора.",
        "1.4. Завідувачці канцелярії безпосередньо підпорядковуються кур’єр, діловод.",
        "1.5. На час відсутності завідувачки канцелярії (відпустка, хвороба тощо) її обов’язки виконує "
        "секретарка, яка набуває відповідних прав і несе відповідальність за неналежне виконання "
        "покладених на неї обов’язків.",
    ):
        assert expected in found


def test_a_form_the_user_writes_wins(tmp_path: Path) -> None:
    role = "title: Діловод\ncases: {genitive: діловода архіву}\n"
    document = compose(tmp_path, role, boss="title: Бос\ncases: {dative: босові!}\n")
    assert of_style(document, Style.TITLE) == ["діловода архіву"]
    document = compose(
        tmp_path,
        "title: Діловод\nreports_to: boss\n",
        boss="title: Бос\ncases: {dative: босові!}\n",
    )
    assert any("підпорядковується босові!" in line for line in lines(document))


def test_nobody_is_appointed_on_the_proposal_of_the_approver(tmp_path: Path) -> None:
    document = compose(tmp_path, "title: Діловод\nreports_to: Директор\n")
    assert "за поданням" not in "\n".join(lines(document))


# Texts


def test_texts_use_names_and_references(tmp_path: Path) -> None:
    role = (
        "title: Діловод\ndepartment: Канцелярія\nvariables: {days: '5'}\nduties:\n"
        "  - {id: a, text: 'Пише за {{ days }} днів від імені {{ organisation.short_name }}.'}\n"
        "  - {id: b, text: 'Дбає про {{ department.accusative }}, п. {{ ref(\"a\") }} і {{ superior.genitive }}.'}\n"
        "reports_to: Завідувач\nrelations: [{with: '{{ superior }}'}]\n"
    )
    found = lines(compose(tmp_path, role))
    assert "2.1. Пише за 5 днів від імені ТОВ «Зразок»." in found
    assert "2.2. Дбає про канцелярію, п. 2.1 і завідувача." in found
    assert "Завідувач" in found


def test_all_undefined_names_and_references_are_named_at_once(tmp_path: Path) -> None:
    role = (
        "title: Діловод\nduties:\n  - '{{ dayz }}'\n  - {id: b, text: 'п. {{ ref(\"bb\") }}'}\n"
        "indicators: [{name: '{{ nam }}'}]\n"
    )
    with pytest.raises(IssueError) as raised:
        compose(tmp_path, role)
    found = sorted((i.location.line if i.location else 0, i.code) for i in raised.value.issues)
    assert found == [
        (3, Code.VARIABLE_UNDEFINED),
        (4, Code.REFERENCE_UNKNOWN),
        (5, Code.VARIABLE_UNDEFINED),
    ]


def test_what_a_role_says_is_printed_and_not_run(tmp_path: Path) -> None:
    role = "title: R & D <b>\nduties: ['{% for x in y %} <script> {{ 7*7 }} &amp;']\n"
    document = compose(tmp_path, role)
    assert "2.1. {% for x in y %} <script> {{ 7*7 }} &amp;" in lines(document)
    assert any("R & D <b>" in line for line in lines(document))


# Other languages, provenance


@pytest.mark.parametrize("role", load_workspace(ROOT / "samples/en").role_ids())
@pytest.mark.parametrize(("layout", "agreement"), FORMS)
def test_an_english_document_has_no_cyrillic_letter(
    tmp_path: Path, role: str, layout: str, agreement: str
) -> None:
    copy_workspace(tmp_path / "en", ROOT / "samples/en")
    settings = tmp_path / "en/posada.yaml"
    text = settings.read_text("utf-8")
    text = text.replace("layout: full", f"layout: {layout}")
    settings.write_text(text.replace("agreement: end", f"agreement: {agreement}"), "utf-8")
    composer = Composer(Plan(tmp_path / "en"))
    document = composer.document(role)
    assert document.language == "en"
    assert not re.findall(r"[\u0400-\u04ff]+", repr(document))
    assert len(lines(document)) > 20


def test_provenance_tells_the_file_and_line_of_every_clause(tmp_path: Path) -> None:
    document = compose(tmp_path, WHOLE)
    made_from = json.loads(document.provenance)
    assert made_from["role"]["id"] == "clerk"
    (duty,) = made_from["role"]["sections"]["duties"]
    assert (duty["text"], duty["origin"]) == ("Пише.", "roles/clerk.yaml:11")
    assert made_from["organisation"]["city"] == "Львів"
    assert made_from["document"]["layout"] == "full"


def test_provenance_holds_no_path_of_this_machine(tmp_path: Path) -> None:
    assert str(tmp_path) not in compose(tmp_path, WHOLE).provenance


def test_the_same_role_gives_the_same_document(tmp_path: Path) -> None:
    assert compose(tmp_path, WHOLE) == compose(tmp_path, WHOLE)
