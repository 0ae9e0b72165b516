"""What is wrong in a user's file → data: code, severity, place, and the values its message names.

An issue holds no sentence: `generator.messages` puts it into Ukrainian or English, and only `cli` prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final


class Phrase(str):
    """A value of an issue that is itself a key of the message catalogue, e.g. `kind.list`."""

    __slots__ = ()


class Severity(StrEnum):
    """How much an issue weighs: an error stops the role it is in, a warning does not, an info is only advice."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Code(StrEnum):
    """Every kind of issue; the value is what the user sees in brackets and it never changes."""

    WORKSPACE_MISSING = "workspace-missing"
    """No `posada.yaml` in this folder or above it."""
    WORKSPACE_EXISTS = "workspace-exists"
    """`posada init` will not write into a folder that is already a workspace or holds files."""
    FILE_UNREADABLE = "file-unreadable"
    """The file is missing or the system does not let it be read."""
    FILE_ENCODING = "file-encoding"
    """The file is not UTF-8 text."""
    FILE_TOO_LARGE = "file-too-large"
    """The file is larger than any role file has reason to be."""
    FILE_EXISTS = "file-exists"
    """A new file would overwrite one that is already there."""
    PATH_OUTSIDE = "path-outside"
    """A path leads out of the workspace."""
    YAML_SYNTAX = "yaml-syntax"
    """The file is not valid YAML."""
    YAML_TAB = "yaml-tab"
    """A tab indents a line; YAML allows only spaces there."""
    YAML_EMPTY = "yaml-empty"
    """The file holds nothing."""
    YAML_DUPLICATE_KEY = "yaml-duplicate-key"
    """A key stands twice in one mapping."""
    YAML_TAG = "yaml-tag"
    """A YAML tag (`!…`), which could mean code."""
    YAML_DOCUMENTS = "yaml-documents"
    """A second document (`---`) in one file."""
    YAML_ALIAS = "yaml-alias"
    """An alias (`*…`) without an anchor before it, or within its own anchor."""
    YAML_SIZE = "yaml-size"
    """Once its aliases are followed, the file holds more values than any role has reason to."""
    YAML_DEPTH = "yaml-depth"
    """Lists and mappings are nested too deeply."""
    YAML_RUN_ON = "yaml-run-on"
    """A text goes on with a line that looks like the next item of the list, only indented more."""
    YAML_DASH = "yaml-dash"
    """An item of a list begins with another sign than a hyphen, or without a space after it."""
    YAML_SPACE = "yaml-space"
    """A no-break or other unusual space stands where YAML needs an ordinary one."""
    YAML_COMMENT = "yaml-comment"
    """A number sign after a space cuts off the end of a text as a comment."""
    CHARACTER_FORBIDDEN = "character-forbidden"
    """A control character or half of a surrogate pair, which no document format can hold."""
    FIELD_UNKNOWN = "field-unknown"
    """A key the schema does not have."""
    FIELD_MISSING = "field-missing"
    """A required key is not there."""
    FIELD_EMPTY = "field-empty"
    """A key stands without a value."""
    FIELD_TYPE = "field-type"
    """A list, a mapping or a text where another of them belongs."""
    FIELD_VALUE = "field-value"
    """The value is of the right kind but not one of those allowed."""
    TEXT_TOO_LONG = "text-too-long"
    """A text longer than a clause can sensibly be."""
    TOO_MANY_CLAUSES = "too-many-clauses"
    """More clauses than an instruction can sensibly have."""
    ID_INVALID = "id-invalid"
    """An id or a file name with other characters than a–z, 0–9 and the hyphen."""
    ID_DUPLICATE = "id-duplicate"
    """Two clauses of one file have the same id."""
    CLASSIFIER_CODE = "classifier-code"
    """Not a code of ДК 003:2010: four digits, optionally a point and one more digit."""
    ORGANISATION_CODE = "organisation-code"
    """Not a code of ЄДРПОУ: eight digits of which the last is a control digit."""
    ROLE_UNKNOWN = "role-unknown"
    """A role id without a file in `roles/`."""
    EXTENDS_UNKNOWN = "extends-unknown"
    """`extends` names a file that is not there."""
    EXTENDS_CYCLE = "extends-cycle"
    """A file extends itself, directly or through others."""
    READONLY_OVERRIDE = "readonly-override"
    """A clause marked `readonly` is replaced or removed by a file that inherits it."""
    CLAUSE_UNKNOWN = "clause-unknown"
    """`remove` or `after` names a clause that is not there."""
    REMOVE_OWN = "remove-own"
    """`remove` names a clause of the same file; it takes away inherited ones."""
    VARIABLE_UNDEFINED = "variable-undefined"
    """A text uses `{{ name }}` and nobody defines the name."""
    REFERENCE_UNKNOWN = "reference-unknown"
    """`{{ ref("id") }}` names a clause the document does not have."""
    REFERENCE_BROKEN = "reference-broken"
    """A text tries to refer to a clause, but not as `{{ ref("id") }}`."""
    PLACEHOLDER_LEFT = "placeholder-left"
    """A mark of the starter, `«…»`, still stands for what was to be written, which a final copy cannot have."""
    TEMPLATE_MISSING = "template-missing"
    """A template or stylesheet is not found."""
    TEMPLATE_SYNTAX = "template-syntax"
    """A Jinja template has a syntax error."""
    TEMPLATE_FAILED = "template-failed"
    """A template stopped: an undefined name, a forbidden operation, or another error while it ran."""
    TEMPLATE_VOCABULARY = "template-vocabulary"
    """A template wrote an element or a class that the document vocabulary does not have."""
    REFERENCE_DOCUMENT = "reference-document"
    """`templates/reference.docx` cannot be used as the base of the Word files."""
    EMBLEM_INVALID = "emblem-invalid"
    """The emblem is not a usable PNG or SVG picture."""
    FONT_MISSING = "font-missing"
    """None of the fonts the theme names is installed, so that the PDF would be set in another one."""
    PANGO_MISSING = "pango-missing"
    """The Pango library is not installed, without which no PDF can be made."""
    STYLESHEET = "stylesheet"
    """The CSS says something the PDF cannot follow."""
    FORMAT_REFUSED = "format-refused"
    """`posada format` cannot rewrite the file without losing a comment or changing what it says."""
    OUTPUT_UNWRITABLE = "output-unwritable"
    """A result cannot be written: no permission, or no space left on the disk."""
    FILE_KEPT = "file-kept"
    """A file that a build makes anew had been changed by somebody; it is kept under another name."""
    RENDER_FAILED = "render-failed"
    """A document could not be written in one of the formats."""
    CLUSTER = "cluster"
    """The Dask cluster of `--executor` cannot be used."""
    WORKER_LOST = "worker-lost"
    """A process that makes documents was ended from outside, for want of memory for example."""
    STAFF_MISSING = "staff-missing"
    """The workspace has no staff list."""
    STAFF_UNREAD = "staff-unread"
    """A second staff list beside the one that is read."""
    STAFF_FILE = "staff-file"
    """The file is no table that can be read: damaged, with a password, in an old format, or too large."""
    STAFF_SHEET = "staff-sheet"
    """The workbook has no sheet of the name that `posada.yaml` gives."""
    STAFF_QUOTE = "staff-quote"
    """A quote in a CSV file is not closed, or text goes on behind a closing one."""
    STAFF_HEADER = "staff-header"
    """No row of the staff list has the names of columns."""
    STAFF_HEADER_REPEATED = "staff-header-repeated"
    """A second row of column names stands among the rows of the staff list."""
    STAFF_COLUMN_MISSING = "staff-column-missing"
    """A column that the staff list needs, or that `posada.yaml` names, is not there."""
    STAFF_COLUMN_REPEATED = "staff-column-repeated"
    """Two columns of the staff list have names of the same meaning."""
    STAFF_VALUE = "staff-value"
    """A cell of the staff list does not hold what its column needs."""
    STAFF_FORMULA = "staff-formula"
    """A cell of the staff list has a formula whose result was not saved, or is an error."""
    STAFF_CELL_EMPTY = "staff-cell-empty"
    """A cell of the staff list that its row needs is empty."""
    STAFF_TITLE_UNKNOWN = "staff-title-unknown"
    """A position of the staff list has no role."""
    STAFF_ROLE_AMBIGUOUS = "staff-role-ambiguous"
    """A position of the staff list fits several roles."""
    STAFF_ROLE_UNUSED = "staff-role-unused"
    """A role has no position in the staff list."""
    STAFF_TITLE_DIFFERS = "staff-title-differs"
    """The staff list calls a position otherwise than its role."""
    STAFF_TITLES_DIFFER = "staff-titles-differ"
    """One position of a unit stands in the staff list under different titles."""
    CLASSIFIER_TITLE = "classifier-title"
    """The title of a role is not the one of its profession in the classifier."""
    CLASSIFIER_ROW = "classifier-row"
    """A row of `classifier.csv` has a code and no title."""
    RULE_PATTERN = "rule-pattern"
    """A pattern of a rule file cannot be read."""
    RULE_DUPLICATE = "rule-duplicate"
    """Two rules have one id."""
    RULE_CHECK = "rule-check"
    """A rule names a check that the linter does not have, or that is not for rules of a workspace."""
    RULE_EXAMPLE = "rule-example"
    """A rule does not find what its example says it finds, or finds what it says it does not."""
    RULE_UNKNOWN = "rule-unknown"
    """A name that is neither a rule's nor a family's."""
    PROFILE_UNKNOWN = "profile-unknown"
    """A profile that neither posada nor the workspace has."""
    WAIVER_EXPIRED = "waiver-expired"
    """The day until which a finding was accepted is over."""
    WAIVER_UNUSED = "waiver-unused"
    """A waiver for something that is not found any more."""
    BASELINE_INVALID = "baseline-invalid"
    """`baseline.json` is not as `posada check --write-baseline` writes it."""
    FIX_REFUSED = "fix-refused"
    """A fix could not be written into the file without changing something else."""
    REPORTS_CYCLE = "reports-cycle"
    """A position reports to itself, directly or through others."""
    STAFF_HEAD_MISSING = "staff-head-missing"
    """A role reports to a position that is not in the staff list."""
    STAFF_UNIT_HEAD = "staff-unit-head"
    """A unit has no head, or nobody holds the position of its head."""
    STAFF_UNIT_PARENT = "staff-unit-parent"
    """A unit is part of two others, or of itself."""
    STAFF_RATES = "staff-rates"
    """More full-time positions are held than the staff list allows."""
    STAFF_NUMBER_REPEATED = "staff-number-repeated"
    """One personnel number stands at two people, or twice at the same position."""
    STAFF_SUBSTITUTE = "staff-substitute"
    """Who is to stand in for an employee or a role is not in the staff list."""
    REGISTER_MISSING_RECORD = "register-missing-record"
    """A file of the register of decisions is gone, or the line of `SHA256SUMS` that vouches for it."""
    REGISTER_EDITED = "register-edited"
    """A file of the register was changed after it was written."""
    REGISTER_DAMAGED = "register-damaged"
    """A file of the register cannot be read, or is not as the program writes it."""
    REGISTER_ORDER = "register-order"
    """A record of the register has another name than its content and the records before it give it."""
    REGISTER_FOREIGN = "register-foreign"
    """A record in the register of a role is about another role."""
    WORD_FILE = "word-file"
    """A Word file from outside, a reviewer's for example, is none or could do harm."""
    PDF_FILE = "pdf-file"
    """A PDF from outside, one to be verified for example, is none, is locked, or takes too much to read."""
    SIGNER_UNKNOWN = "signer-unknown"
    """A decision is made in the name of somebody who does not agree to this document."""
    SIGNER_NAMELESS = "signer-nameless"
    """Nobody is named for a signer, so it must be said who decides."""
    SIGNER_STRANGER = "signer-stranger"
    """Somebody signs who is neither the signer nor a substitute of his."""
    AGREEMENT_MISSING = "agreement-missing"
    """A document cannot be published before everybody has agreed to its present text."""
    REMARK_OPEN = "remark-open"
    """A document cannot be published before every remark has been answered."""
    PUBLISH_FINDING = "publish-finding"
    """A document cannot be published while the linter finds an error in it."""
    PUBLISH_UNCHANGED = "publish-unchanged"
    """The text to be published is that of the version in force."""
    VERSION_UNKNOWN = "version-unknown"
    """The register has no such version."""
    NOTHING_IN_FORCE = "nothing-in-force"
    """On this day no version was in force."""
    ACKNOWLEDGED_ALREADY = "acknowledged-already"
    """The employee has been made familiar with this version already."""
    WITHDRAW_NOTHING = "withdraw-nothing"
    """There is nothing to withdraw."""
    NOT_SENT = "not-sent"
    """Somebody decides upon a text that was not sent out to be agreed."""
    DAY_EARLY = "day-early"
    """A decision has a day before that of what must come first."""
    ORDER_MISSING = "order-missing"
    """The document is approved by an order, and it is not said by which."""
    NOTHING_DECIDED = "nothing-decided"
    """The register has no decisions about the role, so that there is nothing to prove."""
    REMARK_UNKNOWN = "remark-unknown"
    """No open remark, or more than one, has this number."""
    TEXT_UNKNOWN = "text-unknown"
    """What is to be compared is no version, git revision or file."""
    REVIEW_ROLE = "review-role"
    """A reviewer’s file is not of a role of this workspace, or does not say of which."""
    REVIEW_TEXT = "review-text"
    """The text that a reviewer’s file was made from is not known."""
    COMPETENCY_UNKNOWN = "competency-unknown"
    """A role, a duty or an assessment names a competency that the catalogue does not have."""
    COMPETENCY_LEVEL = "competency-level"
    """A level outside the scale of its competency."""
    COMPETENCY_LEVEL_MISSING = "competency-level-missing"
    """A competency does not say what shows one of the levels of its scale."""
    COMPETENCY_LEVEL_EXTRA = "competency-level-extra"
    """A competency has a level that its scale does not have."""
    SCALE_UNKNOWN = "scale-unknown"
    """A competency is measured on a scale that `competencies/_scales/` does not have."""
    QUESTION_FINDING = "question-finding"
    """A question for an interview asks what nobody may be asked; the scorecard with it is not made."""
    CATALOGUE_MISSING = "catalogue-missing"
    """The workspace has no catalogue of competencies."""
    CATALOGUE_SIZE = "catalogue-size"
    """The folder of competencies holds more files than any catalogue has reason to."""
    ASSESSMENT_FILE = "assessment-file"
    """A file that is to be an assessment form is none, or cannot be read; or something else lies among assessments."""
    ASSESSMENT_STRUCTURE = "assessment-structure"
    """A column, a row or a text of an assessment form is gone, doubled or changed."""
    ASSESSMENT_DETAIL = "assessment-detail"
    """An assessment form does not say whom it is about, or when it was filled in, or not as it should."""
    ASSESSMENT_MARK = "assessment-mark"
    """A mark of an assessment form is not 0, 1 or 2."""
    ASSESSMENT_FORMULA = "assessment-formula"
    """A formula, or its error, stands in an assessment form where a value is to be written."""
    ASSESSMENT_UNFINISHED = "assessment-unfinished"
    """The agreed mark of an indicator is not known, or an assessment has neither marks nor levels."""
    ASSESSMENT_VERSION = "assessment-version"
    """An assessment was made for another version of the role’s profile than the present one."""
    ASSESSMENT_INDICATOR = "assessment-indicator"
    """An assessment names an indicator that its competency does not have, or leaves one out that counts."""
    ASSESSMENT_REPEATED = "assessment-repeated"
    """A person is assessed twice on one day for one role, or a competency twice in one file; or two have one number."""
    ASSESSMENT_NONE = "assessment-none"
    """Nobody has been assessed yet: the folder of assessments is empty, and no file was named."""
    ASSESSMENT_OLDER = "assessment-older"
    """An assessment does not count, as the person has a later one for the same role."""
    VACANCY_SALARY = "vacancy-salary"
    """A vacancy does not say what the work is paid."""
    VACANCY_REFERENCE = "vacancy-reference"
    """A text that a vacancy prints refers to another clause of the instruction, which stands there alone."""
    VACANCY_FINDING = "vacancy-finding"
    """A vacancy says what an advertisement of one may not: words about age, sex, family and the like."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; line and column count from 1, and 0 means unknown.

    `file` is relative to the workspace with forward slashes; `excerpt` is the line itself, shown under the issue.
    In a table (`cell`) the line is a row, the column counts cells, and the excerpt is what the cell holds; `sheet` is
    the sheet of a workbook, "" in a file that has none.
    """

    file: str
    line: int = 0
    column: int = 0
    excerpt: str = ""
    sheet: str = ""
    cell: bool = False

    def address(self) -> str:
        """The place in the file, in a workbook as Excel writes it: `14:3`, `Штат!C14`; "" for the file as a whole."""
        if self.sheet:
            return "!".join(filter(None, (_sheet_name(self.sheet), self.cell_name())))
        return ":".join(str(number) for number in (self.line, self.column) if number)

    def cell_name(self) -> str:
        """A cell of a workbook, `C14`, or a row, `14:14`; "" without a line."""
        letters, rest = "", self.column
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(ord("A") + digit) + letters
        row = f"{letters}{self.line}" if letters else f"{self.line}:{self.line}"
        return row if self.line else ""


def _sheet_name(name: str) -> str:
    """In apostrophes where Excel needs them: around all but a plain word that is no name of a cell."""
    plain = re.fullmatch(r"[^\W\d]\w*", name) and not re.fullmatch(r"[A-Za-z]{1,3}\d+", name)
    return name if plain else "'" + name.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem: its `code`, where it is, and the `values` that its message in any language names."""

    code: Code
    location: Location | None = None
    values: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.ERROR

    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of a report: file, line, column, code; issues without a place come first."""
        place = self.location or Location("")
        return place.file, place.line, place.column, self.code


def issue(
    code: Code,
    location: Location | None = None,
    /,
    severity: Severity = Severity.ERROR,
    **values: object,
) -> Issue:
    """An `Issue` from keyword values, e.g. `issue(Code.ROLE_UNKNOWN, place, role="sales")`."""
    pairs = tuple(
        (name, value if isinstance(value, Phrase) else str(value))
        for name, value in values.items()
        if value is not None
    )
    return Issue(code, location, pairs, severity)


ENOUGH_ADVICE: Final = 100
"""After how many issues is it enough to say what is wrong? To look for the nearest of many names takes its time."""


def nearest_names(written: str, known: Iterable[str], told: int) -> dict[str, Any]:
    """Values for an issue about an unknown name: the one it was probably to be, and some that are the most alike.

    None when `told` issues of the kind are enough.
    """
    if told >= ENOUGH_ADVICE:
        return {}
    names = sorted(set(known))
    alike = get_close_matches(written, names, n=5, cutoff=0.0)
    close = get_close_matches(written, alike, n=1)
    return {"suggestion": next(iter(close), None), "known": ", ".join(alike) or None}


class IssueError(Exception):
    """Stops the work on one file or document; carries the issues that say why."""

    def __init__(self, issues: Iterable[Issue] | Issue) -> None:
        self.issues: tuple[Issue, ...] = (issues,) if isinstance(issues, Issue) else tuple(issues)
        super().__init__(*(found.code for found in self.issues))

    def __reduce__(self) -> tuple[type[IssueError], tuple[tuple[Issue, ...]]]:
        """Pickled with its issues, so that a worker process can raise it too."""
        return type(self), (self.issues,)
