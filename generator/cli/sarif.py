"""What a check has found → SARIF 2.1.0, which code hosts and editors show beside the lines (OASIS, 27 March 2020)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import quote

from generator import __version__
from generator.cli.report import Told, tell_finding
from generator.issue import Code, Severity
from generator.lint.rules import RuleSet
from generator.lint.waivers import Waived
from generator.make import Report

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""Our severities as §3.27.10 calls them."""

_ROOT: Final = "SRCROOT"


def as_sarif(report: Report, told: Iterable[Told], language: str) -> str:
    """A log with one run: every rule that found something, every issue and finding, accepted ones as suppressed."""
    rules = report.lint.rules if report.lint else RuleSet({}, {})
    waived = report.lint.waived if report.lint else ()
    listed = tuple(told)
    codes = sorted({each.code for each in listed} | {each.finding.rule for each in waived})
    driver = {
        "name": "posada",
        "version": __version__,
        "language": language,
        "rules": [_rule(code, rules, language) for code in codes],
    }
    results = [_result(each, codes) for each in listed]
    results += (_suppressed(each, codes, rules, language) for each in waived)
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "posada.yaml"}}},
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(code: str, rules: RuleSet, language: str) -> dict[str, Any]:
    rule = rules.rules.get(code)
    if rule is None:
        text = Code(code).name.replace("_", " ").capitalize()
        return {"id": code, "shortDescription": {"text": text}}
    entry = rule.entry
    basis = f" ({entry.basis.into(language)})" if entry.basis else ""
    return {
        "id": code,
        "shortDescription": {"text": entry.title.into(language)},
        "fullDescription": {"text": f"{entry.explanation.into(language)}{basis}"},
        "help": {"text": entry.fix.into(language)},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        "properties": {"tags": [rule.family]},
    }


def _result(told: Told, codes: list[str]) -> dict[str, Any]:
    text = " ".join(filter(None, (told.message, told.fix)))
    found: dict[str, Any] = {
        "ruleId": told.code,
        "ruleIndex": codes.index(told.code),
        "level": _LEVELS[told.severity],
        "message": {"text": text},
    }
    locations = list(_locations(told))
    if locations:
        found["locations"] = locations
    if told.fingerprint:
        found["partialFingerprints"] = {"posada/v1": told.fingerprint}
    properties = {"clause": told.clause, "roles": list(told.roles), "basis": told.basis}
    said = {key: value for key, value in properties.items() if value}
    return {**found, "properties": said} if said else found


def _locations(told: Told) -> Iterator[dict[str, Any]]:
    place = told.location
    if place is None:
        return
    artifact = {"uri": quote(place.file), "uriBaseId": _ROOT}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if place.line and not place.sheet:
        region = {"startLine": place.line}
        if place.column:
            region["startColumn"] = place.column
        if place.column and told.length:
            region["endColumn"] = place.column + told.length
        physical["region"] = region
    yield {"physicalLocation": physical}


def _suppressed(waived: Waived, codes: list[str], rules: RuleSet, language: str) -> dict[str, Any]:
    finding, waiver = waived.finding, waived.waiver
    told = tell_finding(finding, rules, language)
    said = f"{waiver.reason} ({waiver.owner}, {waiver.until.isoformat()})"
    return {**_result(told, codes), "suppressions": [{"kind": "external", "justification": said}]}
