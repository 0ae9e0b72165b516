"""What a file is made from → its content key: the same key, the same bytes.

The key covers the resolved role, and the kit all documents share: settings, theme, templates, emblem, date, and the
program with the libraries it runs on. Fonts are not in it; after installing one, build with `--force`.
"""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any, Final

from generator.document.compose import plain
from generator.document.unfinished import unfinished
from generator.language import decline
from generator.make.composer import Composer
from generator.make.plan import Plan
from generator.model.resolved import Position, ResolvedRole
from generator.source.workspace import Workspace


def digest(*parts: bytes | str) -> str:
    """SHA-256 over the parts, each with its length, so that no two lists of parts look the same."""
    state = hashlib.sha256()
    for part in parts:
        # The name of a file may hold what is not text.
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(content).to_bytes(8, "big") + content)
    return state.hexdigest()


def content_digest(content: bytes) -> str:
    """SHA-256 of a file's content."""
    return hashlib.sha256(content).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file's content, or "" when it is no regular file or cannot be read."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return ""
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def role_digest(role: ResolvedRole) -> str:
    """The digest of all a resolved role says, and of where each clause comes from."""
    return digest(as_json(role))


def role_files(role: ResolvedRole) -> tuple[str, ...]:
    """The files in which a change may change the role: its parts, and the roles it names."""
    named: Iterable[Position | None] = (
        role.reports_to,
        role.substituted_by,
        *role.supervises,
        *role.career_from,
        *role.career_to,
    )
    others = (f"roles/{p.role}.yaml" for p in named if p is not None and p.role)
    return tuple(dict.fromkeys((*role.parts, *others)))


def kit_digest(plan: Plan, composer: Composer) -> str:
    """The digest of everything besides the role."""
    # The staff list says itself what is in its documents.
    settings = composer.workspace.settings.model_dump_json(exclude={"staff", "lint"})
    emblem = composer.emblem.content if composer.emblem else b""
    look = composer.theme.model_dump_json()
    templates = composer.templates.contents()
    files = (part for pair in templates.items() for part in pair)
    made = (program_digest(), str(plan.day), str(plan.draft), settings, look, emblem)
    return digest(*made, *files)


@cache
def program_digest() -> str:
    """The program's own files and the versions of the libraries it needs."""
    package = Path(__file__).parents[1]
    files = sorted(
        path for ending in ("py", "toml", "yaml") for path in package.rglob(f"*.{ending}")
    )
    return digest(*(path.read_bytes() for path in files), *_versions())


def _versions() -> list[str]:
    try:
        needed = requires("posada") or []
    except PackageNotFoundError:  # run from a folder, not installed
        return []
    return sorted(f"{name} {_version(name)}" for name in {_name(line) for line in needed})


def _name(requirement: str) -> str:
    """`weasyprint>=70; extra == …` → `weasyprint`."""
    end = next((i for i, c in enumerate(requirement) if not (c.isalnum() or c in "-_.")), None)
    return requirement[:end]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def as_json(value: Any) -> str:
    """A value of ours as a text that is the same for the same value, to be digested."""
    return json.dumps(value, default=plain, ensure_ascii=False, sort_keys=True)


_NAMES: Final = {
    "title": str,
    "aliases": list,
    "department": str,
    "genitive": str,
    "is_work": bool,
    "unfinished": bool,
}
"""What is kept of a role besides its digest and its files."""


def _is_entry(entry: Any) -> bool:
    """Whether what was kept of a role has the form it was written in."""
    match entry:
        case {"digest": str(), "files": dict(files), "names": dict(names)}:
            texts = all(isinstance(value, str) for value in files.values())
            return texts and all(isinstance(names.get(k), kind) for k, kind in _NAMES.items())
    return False


class RoleDigests:
    """Role → digest, without reading the role again while none of its files has changed.

    `known` is what the last build left: the digest of each role and of the files it was read from, and what the
    documents of a company say of it; with `distrust` that is not used. It has `learnt` what `known` did not have once
    a role was read.
    """

    def __init__(
        self, workspace: Workspace, known: Mapping[str, Any], distrust: bool = False
    ) -> None:
        self._root = workspace.root
        self._language = workspace.settings.language
        self._hashes: dict[str, str] = {}
        # A text that names a position becomes a reference once there is a role of that id.
        self._world = digest(program_digest(), *workspace.role_ids())
        trusted = known if known.get("world") == self._world and not distrust else {}
        roles = trusted.get("roles")
        found = roles.items() if isinstance(roles, dict) else ()
        self._known = {role: entry for role, entry in found if _is_entry(entry)}
        self._seen: dict[str, Any] = {}
        self.learnt = False

    def get(self, role_id: str) -> str:
        """The digest the role had, or "" when a file of it has changed since or it was never read."""
        return str(self._entry(role_id).get("digest", ""))

    def names(self, role_id: str) -> dict[str, Any]:
        """What was kept of it; nothing when `get` has no digest of it.

        `title`, `aliases`, `department`; `genitive` of the title and whether it `is_work`, an occupation of sections
        5–9 of ДК 003:2010, for the name of its document; whether it is `unfinished`.
        """
        return dict(self._entry(role_id).get("names", {}))

    def _entry(self, role_id: str) -> dict[str, Any]:
        if role_id in self._seen:
            return dict(self._seen[role_id])
        known = self._known.get(role_id, {})
        files = known.get("files", {})
        if not files or any(not old or self._hash(name) != old for name, old in files.items()):
            return {}
        self._seen[role_id] = known
        return dict(known)

    def put(self, role: ResolvedRole) -> str:
        """The digest of a role that was just read, kept for the next build."""
        found = role_digest(role)
        files = {name: self._hash(name) for name in role_files(role)}
        position, classification = role.position, role.classification
        names = {
            "title": position.title,
            "aliases": role.aliases,
            "department": role.department,
            "genitive": decline(position.title, self._language, position.cases).genitive,
            "is_work": bool(classification and classification.code[0] >= "5"),
            "unfinished": any(unfinished(role)),
        }
        self.learnt = True
        self._seen[role.id] = {"digest": found, "files": files, "names": names}
        return found

    def entry(self, role_id: str) -> dict[str, Any]:
        """All that was found out about a role with `put`, to be given to `add` in another process."""
        return dict(self._seen[role_id])

    def add(self, role_id: str, entry: dict[str, Any]) -> None:
        """Take what another process has found out."""
        self.learnt = True
        self._seen[role_id] = entry

    def as_data(self) -> dict[str, Any]:
        """What the next build may know."""
        return {"world": self._world, "roles": self._known | self._seen}

    def _hash(self, name: str) -> str:
        if name not in self._hashes:
            self._hashes[name] = file_digest(self._root / name)
        return self._hashes[name]
