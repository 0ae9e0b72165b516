"""Times our writers against other ways to make the same documents, companies, and the linter; run by `make bench`.

`RESULTS.md`, `COMPANY.md`, `LINT.md`, `REVIEW.md`, `COMPETENCY.md` are written anew, or only those that are named:
`python benchmarks/run.py lint`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import corpus
import measure
import report_competency
import report_lint
import report_review
import report_scale
import words
from competency import measure_competencies
from contenders import bare_docx, bare_weasyprint, ours, typst_source, word_template
from corpus import POSADA, SAMPLES, Corpus
from lint import measure_lint
from measure import Prepare, Rounds, Run, Worker
from report import Results, write
from review import measure_review
from scale import measure_scale

WARM: Final[Mapping[str, Prepare]] = {
    "posada DOCX": ours.prepare_docx,
    "python-docx": bare_docx.prepare,
    "docxtpl": word_template.prepare,
    "posada PDF": ours.prepare_pdf,
    "WeasyPrint": bare_weasyprint.prepare,
    "Typst": typst_source.prepare,
}
"""Contenders in a warm process."""

SMALL, LARGE, LARGEST = SAMPLES, 10 * SAMPLES, 20 * SAMPLES
WARM_ROUNDS: Final = LARGE // SAMPLES
COMMAND_ROUNDS: Final[Mapping[int, int]] = {SMALL: 5, LARGE: 3}
"""Documents → rounds."""

HELP_ROUNDS: Final = 20


def main(wanted: list[str]) -> None:
    """Everything, some twenty minutes on two idle cores, or `results`, `company`, `lint`, `review` or `competency`."""
    if shutil.which("soffice") is None:
        sys.exit("LibreOffice (soffice) is not installed; `make test` installs it")
    here = Path(__file__).parent
    if not wanted or "results" in wanted:
        write_results(here / "RESULTS.md")
    if not wanted or "company" in wanted:
        write_company(here / "COMPANY.md")
    if not wanted or "lint" in wanted:
        write_lint(here / "LINT.md")
    if not wanted or "review" in wanted:
        write_review(here / "REVIEW.md")
    if not wanted or "competency" in wanted:
        write_competency(here / "COMPETENCY.md")


def write_competency(path: Path) -> None:
    """The matrix of a company, and reports of its people."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        found = measure_competencies(Path(name), say)
    report_competency.write(path, found, load)


def write_review(path: Path) -> None:
    """Redlines, reviewers' files, and the status of a company."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        found = measure_review(Path(name), say)
    report_review.write(path, found, load)


def write_lint(path: Path) -> None:
    """The rules for texts."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        found = measure_lint(Path(name), say)
    report_lint.write(path, found, load)


def write_company(path: Path) -> None:
    """Companies of up to 10,000 positions."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        scale = measure_scale(Path(name), say)
    report_scale.write(path, scale, load)


def write_results(path: Path) -> None:
    """The sample roles, up to 240 of them, in the order of `RESULTS.md`."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        roots = {n: corpus.make_workspace(folder / str(n), n) for n in (SMALL, LARGE, LARGEST)}
        samples = corpus.load(roots[SMALL])
        warm, pages = time_warm(samples)
        commands = time_commands(samples, roots, folder)
        say(f"posada build, {LARGEST} documents, for its memory")
        commands["posada --jobs 2", LARGEST] = [measure.run(build(2), roots[LARGEST])]
        write(path, Results(load, pages, warm, commands, time_help(folder)))


def say(text: str) -> None:
    """Progress, as the whole takes minutes."""
    print(text, file=sys.stderr, flush=True)


def time_warm(samples: Corpus) -> tuple[dict[str, Rounds], list[int]]:
    """Seconds per round of the samples, and the number of pages of each as we make it.

    The first, unmeasured round also shows that all contenders write the same words.
    """
    pages: list[int] = []
    workers = {name: Worker(prepare, samples) for name, prepare in WARM.items()}
    for name, worker in workers.items():
        say(f"{name}: warming up, comparing words")
        for index in range(len(samples.sources)):
            _, content = worker.write(index)
            same_words(name, samples, index, content)
            if name == "posada PDF":
                pages.append(words.pages(content))
    say(f"warm processes, {WARM_ROUNDS} rounds of {SAMPLES} documents")
    taken = measure.in_turns(workers, SAMPLES, WARM_ROUNDS)
    for worker in workers.values():
        worker.close()
    return taken, pages


def same_words(name: str, samples: Corpus, index: int, content: bytes) -> None:
    """Stop when a contender left something out or added something: its time would mean nothing."""
    document = samples.sources[index].document
    wanted = words.letters(words.of_document(document))
    repeated = words.letters(words.of_table_heads(document))
    found = words.letters(words.of_file(content))
    missing, added = wanted - found, found - wanted - repeated
    if missing or added:
        sys.exit(f"{name}, document {index}: letters missing {missing}, added {added}")


def build(jobs: int) -> list[str]:
    """Both formats as a user builds them, all documents in every round."""
    options = ("--force", "--final", "--format", "docx,pdf", "--quiet", "--jobs", str(jobs))
    return [POSADA, "build", *options]


def time_commands(
    samples: Corpus, roots: Mapping[int, Path], folder: Path
) -> dict[tuple[str, int], list[Run]]:
    """Runs of every command for every number of documents, in turns."""
    runs: dict[tuple[str, int], list[Run]] = {}
    for documents, rounds in COMMAND_ROUNDS.items():
        job = folder / "template" / str(documents)
        commands = {
            "posada --jobs 1": (build(1), roots[documents]),
            "posada --jobs 2": (build(2), roots[documents]),
            "docxtpl + LibreOffice": (word_template.write_job(samples, job, documents), job),
        }
        if documents == SMALL:
            measure.run(*commands["docxtpl + LibreOffice"])  # LibreOffice makes its profile
        for number in range(rounds):
            for name, command in commands.items():
                say(f"{name}, {documents} documents, round {number + 1} of {rounds}")
                runs.setdefault((name, documents), []).append(measure.run(*command))
                count_files(command[1], documents)
    return runs


def count_files(folder: Path, documents: int) -> None:
    """Stop when a command left a document out; the next round begins with an empty folder."""
    for form in ("docx", "pdf"):
        files = list(folder.glob(f"output/*.{form}"))
        if len(files) != documents:
            sys.exit(f"{len(files)} of {documents} files of type {form}")
        remove(files)


def remove(files: Iterable[Path]) -> None:
    """Delete files."""
    for file in files:
        file.unlink()


def time_help(folder: Path) -> dict[str, Rounds]:
    """Seconds of `posada --help`, and of Python starting and ending, which is part of them; in turns."""
    say(f"posada --help, {HELP_ROUNDS} rounds")
    commands = {"posada --help": [POSADA, "--help"], "python": [sys.executable, "-c", "pass"]}
    taken: dict[str, Rounds] = {name: [] for name in commands}
    for _ in range(HELP_ROUNDS):
        for name, command in commands.items():
            taken[name].append(measure.seconds_of(command, folder))
    return taken


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error}\n{(error.stderr or b'').decode(errors='replace')}")
