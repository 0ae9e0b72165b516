"""Writes what is made from the program: the key references and issue codes of `docs/`, and Click's words in Ukrainian.

`python docs/generate.py` writes them; a test says when they are stale.
"""

from __future__ import annotations

import inspect
import re
import struct
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from generator.competency import pages as of_competencies
from generator.competency.fit import fit
from generator.competency.gap import gap_report
from generator.competency.gap_pages import candidate_names, gap_names, summary_names
from generator.competency.ladder import families
from generator.competency.matrix import matrix
from generator.competency.matrix_print import matrix_names
from generator.competency.standing import Assessed
from generator.competency.summary import role_summaries
from generator.competency.vacancy import Advertisement
from generator.document import context as names
from generator.document.templates import Templates
from generator.document.tree import Style, TableStyle
from generator.issue import Code
from generator.language import Case
from generator.lint.load import built_in_rules
from generator.lint.rules import Rule
from generator.make import Composer, Plan, load_theme
from generator.make.competencies import read_profiles
from generator.messages import LANGUAGES, catalogue, say
from generator.model import WorkspaceSettings
from generator.model.assessed import Assessor, Person
from generator.model.resolved import ResolvedRole
from generator.schema import schema
from generator.source.headers import SYNONYMS
from generator.source.inheritance import resolve
from generator.source.roles import RoleFiles
from generator.source.workspace import load_workspace

DOCS = Path(__file__).parent
WORDS = DOCS.parent / "generator/messages/uk/LC_MESSAGES/click.mo"
"""Where gettext looks for the words of Click, which asks it for them."""

_HEADS = {
    "uk": {
        "role": "Довідник файла ролі",
        "posada": "Довідник файла posada.yaml",
        "theme": "Довідник файла theme.yaml",
        "competencies": "Довідник файлів компетенцій, оцінювань і вакансій",
        "issues": "Коди зауважень",
        "rules": "Правила перевірки текстів",
        "no_advice": "Зауваження — підказки програми; вони не замінюють висновку юриста. Як користуватися правилами: "
        "[Перевірка текстів](checking.uk.md).",
        "key": "Ключ",
        "kind": "Що пишуть",
        "meaning": "Пояснення",
        "made": "Цю сторінку складено програмою; правити її вручну не треба.",
        "required": "обов’язковий",
        "text": "текст",
        "list": "список",
        "mapping": "ключі",
        "number": "число",
        "boolean": "true або false",
    },
    "en": {
        "role": "Role file reference",
        "posada": "posada.yaml reference",
        "theme": "theme.yaml reference",
        "competencies": "Reference of competencies, assessments and vacancies",
        "issues": "Issue codes",
        "rules": "Rules for the texts",
        "no_advice": "A finding is a hint of a program; it does not replace the opinion of a lawyer. How to use the "
        "rules: [Checking texts](checking.md).",
        "key": "Key",
        "kind": "Value",
        "meaning": "Meaning",
        "made": "This page is generated; do not edit it by hand.",
        "required": "required",
        "text": "text",
        "list": "list",
        "mapping": "keys",
        "number": "number",
        "boolean": "true or false",
    },
}
_KINDS = {
    "string": "text",
    "array": "list",
    "object": "mapping",
    "number": "number",
    "integer": "number",
    "boolean": "boolean",
}


_COMPETENCY_FILES = {
    "competency": "competencies/*.yaml",
    "scale": "competencies/_scales/*.yaml",
    "assessment": "assessments/*.yaml",
    "vacancy": "vacancies/*.yaml",
}
"""Schema → the files it describes, for the one page they share."""


def pages() -> dict[str, str]:
    """File name under `docs/` → its text."""
    made = {}
    for language in LANGUAGES:
        suffix = "" if language == "en" else f".{language}"
        for name in ("role", "posada", "theme"):
            file = {"role": "role-file", "posada": "posada-yaml", "theme": "theme-yaml"}[name]
            made[f"{file}{suffix}.md"] = _reference(name, language)
        made[f"competency-file{suffix}.md"] = _competency_files(language)
        made[f"issues{suffix}.md"] = _issues(language)
        made[f"rules{suffix}.md"] = _rules(language)
        made[f"staff-list{suffix}.md"] = _filled(f"staff-list{suffix}.md", language)
    made["templates.md"] = _filled("templates.md", "en")
    return made


def _reference(name: str, language: str) -> str:
    words = _HEADS[language]
    parts = (f"# {words[name]}", words["made"], *_tables(name, language, "##"))
    return "\n\n".join(parts) + "\n"


def _competency_files(language: str) -> str:
    words = _HEADS[language]
    parts = [f"# {words['competencies']}", words["made"]]
    for name, files in _COMPETENCY_FILES.items():
        parts += [f"## `{files}`", *_tables(name, language, "###")]
    return "\n\n".join(parts) + "\n"


def _tables(name: str, language: str, mark: str) -> Iterator[str]:
    """The table of a file, and one for each mapping within it, under a heading of its own."""
    words, form = _HEADS[language], schema(name, language)
    yield _table(form, form, words)
    for key, definition in form["$defs"].items():
        if "properties" in definition:
            yield f"{mark} {key}"
            yield _table(definition, form, words)


def _table(part: dict, whole: dict, words: dict) -> str:
    required = part.get("required", [])
    rows = [f"| {words['key']} | {words['kind']} | {words['meaning']} |", "|---|---|---|"]
    for key, value in part["properties"].items():
        kind = _kind(value, whole, words)
        kind += f", {words['required']}" if key in required else ""
        rows.append(f"| `{key}` | {kind} | {_cell(value['description'])} |")
    return "\n".join(rows)


def _kind(value: dict, whole: dict, words: dict) -> str:
    if "$ref" in value:
        name = value["$ref"].rsplit("/", 1)[-1]
        target = whole["$defs"][name]
        if "properties" in target:
            return f"[{name}](#{name.lower()})"
        return _kind(target, whole, words)
    if "enum" in value:
        return ", ".join(f"`{item}`" for item in value["enum"])
    options = value.get("anyOf") or value.get("oneOf")
    if options:
        kinds = [_kind(o, whole, words) for o in options if o.get("type") != "null"]
        return " / ".join(dict.fromkeys(kinds))
    kind = value.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "array" and "items" in value:
        return f"{words['list']}: {_kind(value['items'], whole, words)}"
    each = value.get("additionalProperties") if kind == "object" else None
    if each and "$ref" in each:
        return f"{words['mapping']}: {_kind(each, whole, words)}"
    return words.get(_KINDS.get(kind, ""), "")


def _cell(text: str) -> str:
    # Jinja in a table cell would be taken for markup by some renderers.
    return re.sub(r"(\{\{.*?\}\})", r"`\1`", text).replace("|", "\\|")


def _issues(language: str) -> str:
    words = _HEADS[language]
    parts = [f"# {words['issues']}", words["made"]]
    entries = catalogue(language)["issue"]
    explained = _docstrings()
    for code in Code:
        entry = entries[code]
        lines = [f"## {code}"]
        if language == "en":
            lines.append(explained[code.name])
        lines.append(f"> {entry['text']}")
        if "fix" in entry:
            lines.append(entry["fix"])
        parts.append("\n\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _docstrings() -> dict[str, str]:
    source = inspect.getsource(Code)
    return dict(re.findall(r'(\w+) = "[\w-]+"\s+"""(.+?)"""', source, re.DOTALL))


def _rules(language: str) -> str:
    """The catalogue of the linter: the rules for documents of a language, by family."""
    words = _HEADS[language]
    rules = built_in_rules(language)
    parts = [f"# {words['rules']}", words["made"], words["no_advice"]]
    for family, title in rules.families.items():
        parts.append(f"## {title.into(language)} (`{family}`)")
        parts += (_rule(rules.rules[name], language) for name in rules.named(family))
    return "\n\n".join(parts) + "\n"


def _rule(rule: Rule, language: str) -> str:
    entry = rule.entry
    weight = say(language, f"severity.{entry.severity}")
    lines = [f"### {rule.id}", f"{entry.title.into(language)} — {weight}."]
    lines.append(entry.explanation.into(language))
    facts = [("fix", entry.fix.into(language))]
    facts.append(("basis", entry.basis.into(language) if entry.basis else ""))
    facts.append(("since", entry.since.isoformat() if entry.since else ""))
    facts.append(("until", entry.until.isoformat() if entry.until else ""))
    found = [f"«{example.text}»" for example in entry.fires if example.text][:3]
    left = [f"«{example.text}»" for example in entry.silent if example.text][:2]
    facts += [("fires", " ".join(found)), ("silent", " ".join(left))]
    rows = (f"- {say(language, f'lint.{key}')}: {_cell(text)}" for key, text in facts if text)
    return "\n\n".join((*lines, "\n".join(rows)))


_CASED = "with `.nominative`, `.genitive`, `.dative`, `.accusative`, `.instrumental`"
_IN_TEXTS = {
    "organisation.name": "full name of the organisation",
    "organisation.short_name": "its short name, or the full one when there is none",
    "organisation.city": "the place where documents are made",
    "title": f"the position; {_CASED}",
    "department": f"the unit, when the role has one; {_CASED}",
    "superior": f"the position of `reports_to`, when there is one; {_CASED}",
}
_IN_TEMPLATES = {
    "settings": "`document` of `posada.yaml`: `.layout`, `.approval`, `.agreement`, `.order`",
    "organisation": "`.name`, `.short_name`, `.code`, `.city`, `.emblem` as `posada.yaml` has them",
    "order": "the order that approves: `.issuer`, `.date`, `.number`",
    "order_date": "its date as it is printed, or an empty text",
    "date": "the date of the document as it is printed, or an empty text",
    "blank_date": "a line on which a date is written by pen",
    "emblem": "whether there is an emblem",
    "title": f"the position; {_CASED} and `.gender`",
    "department": "the unit, the same way, or nothing",
    "superior": "the position of `reports_to`, the same way, or nothing",
    "substitute": "who does the work in absence, the same way, or nothing",
    "subordinates": "a list of positions, each the same way",
    "career_from": "a list of positions, each the same way",
    "career_to": "a list of positions, each the same way",
    "classification": "`.code` and `.title` of ДК 003:2010, or nothing",
    "classifier_section": "the first digit of that code; 0 without one",
    "sections": "lists of clauses by their key in the role file; a clause has `.id` and `.text`, a group also `.items`",
    "sentences": "single sentences by their key (`purpose`, `education`, `schedule` …), each with `.id` and `.text`",
    "relations": "rows of the table of relations, each a list of cells",
    "indicators": "rows of the table of indicators, each a list of cells",
    "approver": "who approves: `.position`, `.cases`, `.name`",
    "publication": "of a version that is published: `.version`, `.index` (its number), `.order`; a draft has none",
    "holders": "who acknowledges, from the staff list: `.name`, and `.signature` as it stands in one",
    "agree": "who agrees, each the same way; without the approver and the developer",
    "developer": "who signs as the developer, the same way, or nothing",
}
_OF_PROFILE = {
    "title": "the position, with its cases",
    "department": "the unit, the same way, or nothing",
    "classification": "`.code` and `.title` of ДК 003:2010, or nothing",
    "classifier_section": "the first digit of that code; 0 without one",
    "developer": "who signs as the developer: `.position`, `.name`, or nothing",
    "agree": "who agrees, each the same way",
    "required": "the required competencies: `.number`, `.entry` (as in the catalogue), `.level`, `.level_name`, "
    "`.shade`, `.levels` up to the required one, `.duties` (each with `.number` and `.text`)",
    "scales": "the scales they are measured on: `.name`, `.levels`",
    "fingerprint": "the fingerprint of the profile",
}
_IN_COMPETENCY_TEMPLATES = {
    ("competency-profile", "assessment-sheet", "interview-scorecard"): _OF_PROFILE,
    ("competency-catalogue",): {
        "kinds": "the competencies by kind: `.kind`, and `.entries` with `.name`, `.english_name`, `.definition`, "
        "`.importance`, `.levels`, `.evidence`, `.questions`, `.links`",
        "scales": "the scales in use: `.name`, `.levels`",
        "scale_names": "names of scales by their ids",
    },
    ("career-ladder",): {
        "titles": "the positions from the first step up, each with its cases",
        "rows": "the competencies: `.name`, `.levels` (0: not required) and `.shades`, one for each position",
        "steps": "the steps: `.before` and `.after` (profiles), `.grows`, `.stays`, `.leaves`",
        "cases": "positions with their cases by the ids of roles",
        "scales": "the scales of all this: `.name`, `.levels`",
    },
    ("competency-matrix",): {
        "paper": "“a3” when A4 is not enough, or an empty text",
        "bands": "the tables: `.kinds` (`.kind`, `.names`), `.rows` (`.title`, `.unit`, `.levels`), `.widths`",
        "scales": "the scales for the legend: `.name`, `.levels`",
    },
    ("gap-report",): {
        "title": "the position in the nominative",
        "person": "who was assessed: `.name`, `.number`, `.unit`",
        "assessor": "who assessed: `.position`, `.name`",
        "signatures": 'the names of both as in a signature: `.assessor`, `.person`; "" is left to the pen',
        "unit": "the unit of the person",
        "day": "the day of the assessment as it is printed",
        "rows": "the required competencies: `.name`, `.required`, `.actual` (or none), `.difference`, `.shade`, "
        "`.scores`",
        "coverage": "the fit: `.counted` of `.required` levels, `.percent`",
        "development": "the largest gaps: `.row`, `.may_be_higher`, and `.steps` with `.number`, `.name`, "
        "`.indicators`, `.development`",
        "further": "names of competencies with smaller gaps",
        "strengths": "names of those above the required level",
        "unassessed": "names of those not assessed",
        "enough": "of how many per cent of the points a level is reached",
    },
    ("gap-summary",): {
        "name": "the unit or the role",
        "title": "the position with its cases, when it is of a role",
        "rows": "the competencies: `.name`, `.required` (lowest, highest), `.mean`, `.lowest`, `.below`, `.unassessed`",
        "people": "the employees: `.name`, `.percent`, `.gaps`",
    },
    ("candidates",): {
        "title": "the position, with its cases",
        "required": "names of the required competencies with their levels",
        "required_sum": "the sum of these levels",
        "candidates": "`.place`, `.name`, `.coverage`, `.lacks`, `.unassessed`, and `.counted` with the actual level "
        "for each competency",
        "enough": "of how many per cent of the points a level is reached",
    },
    ("vacancy",): {
        "vacancy": "the id of the vacancy",
        "title": "the position",
        "unit": "the unit",
        "purpose": "the purpose of the position",
        "duties": "the duties that are printed",
        "requirements": "lists of requirements by their key in the role file",
        "competencies": "`.level` (its name) and `.names`, the highest level first",
        "conditions": "working conditions by their key in the role file",
        "offer": "what is offered",
        "pay": "`.low`, `.high`, `.open`, `.currency`, `.per`, or nothing",
        "employment": "the kinds of employment as the file has them",
        "work_place": "`on-site`, `hybrid` or `remote`",
        "address": "`.street`, `.city`, `.region`, `.postcode`, `.country`",
        "openings": "how many positions are vacant",
        "contact": "`.name`, `.position`, `.email`, `.phone`",
        "website": "the website, or an empty text",
        "posted": "the day of the advertisement as it is printed",
        "until": "the last day for applications as it is printed, or an empty text",
    },
}
"""Templates that are given the same → name → what it gives, besides the names that every template is given."""
_STYLES = {
    Style.EMBLEM: "the emblem above the organisation",
    Style.ORGANISATION: "the organisation, top left",
    Style.APPROVAL_WORD: "ЗАТВЕРДЖУЮ, ЗАТВЕРДЖЕНО",
    Style.AGREEMENT_WORD: "ПОГОДЖЕНО",
    Style.REQUISITE: "a line of the approval block; a name beside a signature",
    Style.POSITION: "a position beside a signature",
    Style.ACKNOWLEDGEMENT: "the words of the acknowledgement",
    Style.KIND: "the kind of document",
    Style.DATELINE: "date, place and number of the document",
    Style.TITLE: "the title to the text",
    Style.HEADING: "a section heading, numbered",
    Style.SUBHEADING: "a heading within a section, without a number",
    Style.LEAD: "the words before a list of clauses",
    Style.CLAUSE: "a clause, numbered",
    Style.SUBCLAUSE: "a sub-clause, numbered",
    Style.BODY: "any other text",
    Style.BULLET: "an item of a list with dashes",
    Style.FIGURE: "a chart, above its caption or text",
    Style.NOTE: "a note in small print",
    Style.CELL_HEAD: "the head of a table",
    Style.CELL_UPRIGHT: "the head of a narrow column, read from the bottom to the top",
    Style.CELL: "a cell of a table",
    Style.CELL_BULLET: "an item of a list with dashes in a cell",
    Style.CELL_SMALL: "small print in a cell",
    Style.CELL_NUMBER: "a number in the middle of a cell, in small print",
    Style.SIGNATURE_LINE: "an empty line to sign or write on",
    Style.SIGNATURE_DATE: "the date of a signature",
    Style.CAPTION: "what is to be written on the line above",
}
_TABLE_STYLES = {
    TableStyle.REQUISITES: "the organisation and the approval block",
    TableStyle.DATELINE: "date, place and number",
    TableStyle.SIGNATURE: "position, signature, name",
    TableStyle.HOLDER: "signature, name and date of the acknowledgement",
    TableStyle.PLAIN: "labels and their values, without rules",
    TableStyle.GRID: "data, with rules",
}
_MADE = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _filled(name: str, language: str) -> str:
    """The page with the tables that are made from the program in their places."""
    tables = {
        "texts": _in_texts,
        "names": _in_templates,
        "competency": _in_competency_templates,
        "looks": _styles,
        "columns": partial(_columns, language),
    }
    page = (DOCS / name).read_text("utf-8")
    return _MADE.sub(lambda found: f"{found[1]}\n{tables[found[2]]()}\n\n{found[3]}", page)


def _columns(language: str) -> str:
    """What a staff list may call its columns; a Ukrainian page has no use for the English names."""
    meanings = schema("posada", language)["$defs"]["StaffColumns"]["properties"]
    rows = []
    for field, headers in SYNONYMS.items():
        shown = [header for header in headers if language == "en" or not header.isascii()]
        meaning = meanings[field]["description"].rstrip(".")
        rows.append((f"`{field}`", meaning, "; ".join(shown)))
    head = {"uk": ("Ключ", "Що це", "Заголовки"), "en": ("Key", "What it is", "Headers")}
    return _rows(head[language], rows)


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _sample() -> tuple[ResolvedRole, WorkspaceSettings]:
    workspace = load_workspace(DOCS.parent)
    return resolve(RoleFiles(workspace), "account-manager"), workspace.settings


def _in_texts() -> str:
    role, settings = _sample()
    found = set(names.text_names(role, settings)) - set(role.variables)
    cased = {f"{name}.{case}" for name in found for case in Case}
    assert found - cased == _IN_TEXTS.keys(), "a name in texts has no words"
    rows = [(f"`{{{{ {name} }}}}`", meaning) for name, meaning in _IN_TEXTS.items()]
    return _rows(("Name", "What it gives"), rows)


def _in_templates() -> str:
    role, settings = _sample()
    found = {*names.shared(settings, None), *names.context(role, settings, (), {}, []), "emblem"}
    assert found == _IN_TEMPLATES.keys(), "a name in templates has no words"
    rows = [(f"`{name}`", meaning) for name, meaning in _IN_TEMPLATES.items()]
    return _rows(("Name", "What it gives"), rows)


def _in_competency_templates() -> str:
    found = _competency_names()
    rows = []
    for templates, meanings in _IN_COMPETENCY_TEMPLATES.items():
        for template in templates:
            assert found[template] == meanings.keys(), f"a name in {template} has no words"
        named = ", ".join(f"`{template}`" for template in templates)
        rows += [(named, f"`{name}`", meaning) for name, meaning in meanings.items()]
    return _rows(("Template", "Name", "What it gives"), rows)


def _competency_names() -> dict[str, set[str]]:
    """Template → the names it is given, for the sample company."""
    composer = Composer(Plan(DOCS.parent))
    company = read_profiles(composer)
    role, profile = company.roles["account-manager"], company.profiles["account-manager"]
    catalogue, settings = company.catalogue, composer.workspace.settings
    family = families(company.roles.values(), company.profiles)[0]
    person = Assessed(role.origin, Person(""), role.id, date.min, Assessor(), ())
    report = gap_report(person, profile)
    (summary,) = role_summaries([report])
    of_role = of_competencies.profile_names(
        profile, role, composer.compose(role), catalogue, settings
    )
    of_ladder = of_competencies.ladder_names(family, company.roles, catalogue, "uk")
    given = {
        **dict.fromkeys(("competency-profile", "assessment-sheet", "interview-scorecard"), of_role),
        "competency-catalogue": of_competencies.catalogue_names(catalogue),
        "career-ladder": of_ladder,
        "competency-matrix": matrix_names(matrix([profile], catalogue), composer.theme, "uk"),
        "gap-report": gap_names(report, role, "uk"),
        "gap-summary": summary_names(summary, None),
        "candidates": candidate_names(fit([person], profile), profile, role, "uk"),
        "vacancy": Advertisement.__dataclass_fields__.keys() - {"texts"},
    }
    return {template: {*names} for template, names in given.items()}


def _styles() -> str:
    theme = load_theme(Templates(load_workspace(DOCS.parent)))
    assert set(Style) == _STYLES.keys(), "a style has no words"
    assert set(TableStyle) == _TABLE_STYLES.keys(), "a table style has no words"
    kinds = (("paragraph", theme.paragraphs, _STYLES), ("table", theme.tables, _TABLE_STYLES))
    rows = [
        (f"`{style}`", kind, looks[style].name, place)
        for kind, looks, places in kinds
        for style, place in places.items()
    ]
    return _rows(("Class", "Kind", "Name in Word", "Where it stands"), rows)


_HEADER = (
    "Content-Type: text/plain; charset=UTF-8\n"
    "Plural-Forms: nplurals=3; plural=n%10==1 && n%100!=11 ? 0"
    " : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;\n"
)


def words() -> bytes:
    """The catalogue `click.uk.toml` in the format of gettext (GNU gettext manual, “The Format of GNU MO Files”)."""
    entries = {"": _HEADER}
    for english, ukrainian in catalogue("uk", "click").items():
        if isinstance(ukrainian, dict):
            # gettext finds a sentence that has several forms by the first of its English ones.
            english, ukrainian = f"{english}\0", "\0".join(ukrainian.values())
        entries[english] = ukrainian
    pairs = sorted((english.encode(), text.encode()) for english, text in entries.items())
    texts = [english for english, _ in pairs] + [text for _, text in pairs]
    start = 4 * 7 + 8 * len(texts)
    place, table = start, []
    for text in texts:
        table += [len(text), place]
        place += len(text) + 1
    head = (0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    numbers = struct.pack(f"<{len(head) + len(table)}I", *head, *table)
    return numbers + b"".join(text + b"\0" for text in texts)


def main() -> None:
    WORDS.parent.mkdir(parents=True, exist_ok=True)
    WORDS.write_bytes(words())
    for name, text in pages().items():
        (DOCS / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
