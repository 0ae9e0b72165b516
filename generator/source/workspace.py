"""A folder → a `Workspace`: its settings, its role files, and where its templates and output are."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.issue import Code, IssueError, issue
from generator.model import WorkspaceSettings
from generator.source.files import read_text
from generator.source.tree import parse
from generator.source.validate import validate

SETTINGS_NAME: Final = "posada.yaml"


def builtin_root() -> Path:
    """Where the built-in templates and the sample workspace are: inside the wheel, or the checkout itself."""
    package = Path(__file__).resolve().parents[1]
    carried = package / "builtin"
    return carried if carried.is_dir() else package.parent


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace (робоча тека): `root` is the folder that holds `posada.yaml`."""

    root: Path
    settings: WorkspaceSettings

    @property
    def roles(self) -> Path:
        """The folder of role files."""
        return self.root / "roles"

    @property
    def competencies(self) -> Path:
        """The folder of the catalogue of competencies."""
        return self.root / "competencies"

    @property
    def vacancies(self) -> Path:
        """The folder of vacancies."""
        return self.root / "vacancies"

    @property
    def assessments(self) -> Path:
        """The folder of assessments, which hold personal data."""
        return self.root / "assessments"

    @property
    def templates(self) -> Path:
        """The folder whose files shadow the built-in templates."""
        return self.root / "templates"

    @property
    def output(self) -> Path:
        """The folder results are written to."""
        return self.root / "output"

    def role_files(self) -> tuple[Path, ...]:
        """Every file of a role in the order of ids; shared parts (`_…`) and hidden files (`._…`, `.#…`) are none."""
        return self.yaml_files(self.roles)

    def yaml_files(self, folder: Path) -> tuple[Path, ...]:
        """The YAML files of a folder of the workspace in order, without those whose names begin with `_` or `.`."""
        if not folder.resolve().is_relative_to(self.root):
            return ()
        found = (p for p in folder.glob("*") if p.suffix in (".yaml", ".yml"))
        return tuple(sorted(p for p in found if not p.name.startswith(("_", "."))))

    def role_ids(self) -> tuple[str, ...]:
        """The ids of all roles, valid or not."""
        return tuple(dict.fromkeys(path.stem for path in self.role_files()))


def find_root(start: Path) -> Path:
    """The nearest folder with `posada.yaml`, from `start` upwards."""
    start = start.resolve()
    for folder in (start, *start.parents):
        # A folder above may not let us look into it.
        with suppress(OSError):
            if (folder / SETTINGS_NAME).is_file():
                return folder
    raise IssueError(issue(Code.WORKSPACE_MISSING, None, folder=start))


def load_workspace(start: Path) -> Workspace:
    """The workspace that `start` is in; its settings are valid, or `IssueError` says what is not."""
    root = find_root(start)
    node = parse(read_text(root, root / SETTINGS_NAME))
    return Workspace(root, validate(node, WorkspaceSettings))
