"""What is wrong in a user's file → data: code, severity, place, and the values its message names.

An issue holds no sentence: `generator.messages` puts it into Ukrainian or English, and only `cli` prints it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Phrase(str):
    """A value of an issue that is itself a key of the message catalogue, e.g. `kind.list`."""

    __slots__ = ()


class Severity(StrEnum):
    """How much an issue weighs: an error stops the role it is in, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


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
    VARIABLE_UNDEFINED = "variable-undefined"
    """A text uses `{{ name }}` and nobody defines the name."""
    REFERENCE_UNKNOWN = "reference-unknown"
    """`{{ ref("id") }}` names a clause the document does not have."""
    REFERENCE_BROKEN = "reference-broken"
    """A text tries to refer to a clause, but not as `{{ ref("id") }}`."""
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
    RENDER_FAILED = "render-failed"
    """A document could not be written in one of the formats."""
    WORKER_LOST = "worker-lost"
    """A process that makes documents was ended from outside, for want of memory for example."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; line and column count from 1, and 0 means unknown.

    `file` is relative to the workspace with forward slashes; `excerpt` is the line itself, shown under the issue.
    """

    file: str
    line: int = 0
    column: int = 0
    excerpt: str = ""


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


class IssueError(Exception):
    """Stops the work on one file or document; carries the issues that say why."""

    def __init__(self, issues: Iterable[Issue] | Issue) -> None:
        self.issues: tuple[Issue, ...] = (issues,) if isinstance(issues, Issue) else tuple(issues)
        super().__init__(*(found.code for found in self.issues))

    def __reduce__(self) -> tuple[type[IssueError], tuple[tuple[Issue, ...]]]:
        """Pickled with its issues, so that a worker process can raise it too."""
        return type(self), (self.issues,)
