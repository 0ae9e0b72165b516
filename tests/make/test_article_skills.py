"""What a published description of the occupation of an account manager asks for is in the shipped catalogue.

The skills are named in our own words; each points to the competency, and to the indicators, that show it.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.competency.ladder import families
from generator.make import Composer, Plan
from generator.make.competencies import Staffed, read_profiles
from tests.workspace import ROOT

SKILLS: dict[str, tuple[str, ...]] = {
    "formal training in sales": ("sales/fills-standard-offer", "sales/closes-order"),
    "speaking": (
        "interpersonal-communication/explains-plainly",
        "interpersonal-communication/checks-understanding",
        "state-language/holds-work-talk",
    ),
    "writing": (
        "business-writing/writes-to-point",
        "business-writing/writes-minutes",
        "business-writing/rewrites-for-reader",
    ),
    "looking after a portfolio of clients": (
        "client-relations/contacts-portfolio",
        "client-relations/groups-clients",
        "key-account-planning/writes-annual-plan",
    ),
    "speaking with executives": (
        "presentation/addresses-executives",
        "interpersonal-communication/aligns-without-power",
        "key-account-planning/reviews-with-executives",
    ),
    "listening": (
        "needs-analysis/repeats-heard",
        "needs-analysis/follows-every-remark",
        "interpersonal-communication/lets-finish",
    ),
    "negotiating": (
        "negotiation/prepares-position",
        "negotiation/trades-concessions",
        "negotiation/breaks-deadlock",
    ),
    "presenting": (
        "presentation/builds-argument",
        "presentation/demonstrates-product",
        "presentation/meets-criticism",
    ),
    "solutions that follow from needs": (
        "needs-analysis/matches-range",
        "needs-analysis/writes-requirements",
        "sales/writes-tailored-offer",
    ),
    "needs that nobody has said aloud": ("needs-analysis/finds-unspoken-needs",),
    "several projects at a time": (
        "project-management/runs-parallel-projects",
        "project-management/balances-portfolio",
        "planning/parallel-tasks",
    ),
    "leading a project": (
        "project-management/agrees-scope",
        "project-management/builds-schedule",
        "project-management/manages-risks",
    ),
    "care for details": (
        "attention-to-detail/error-free-standard-papers",
        "attention-to-detail/checks-against-source",
    ),
    "one’s own time and terms": ("planning/weekly-plan", "planning/meets-deadlines"),
    "what comes first": ("planning/ranks-by-consequence", "planning/reorders-same-day"),
    "marketing": (
        "digital-marketing/runs-campaign",
        "digital-marketing/compares-variants",
        "market-analysis/groups-audience",
    ),
    "a website, its content and its figures": (
        "digital-marketing/briefs-web-changes",
        "digital-marketing/plans-publications",
        "digital-marketing/reads-web-analytics",
        "data-analysis/finds-drivers",
    ),
    "an eye on results": ("sales/corrects-funnel", "sales/closes-order"),
    "trust": (
        "client-relations/keeps-promises",
        "business-ethics/promises-only-confirmed",
        "business-ethics/owns-mistake",
    ),
    "critical thought": (
        "problem-solving/tests-hypotheses",
        "decision-making/verifies-facts",
        "market-analysis/separates-noise",
    ),
    "common sense and logic": (
        "problem-solving/common-sense-check",
        "problem-solving/shows-chain-of-reasoning",
    ),
    "problems solved when they come up": (
        "problem-solving/fixes-as-they-arise",
        "client-service/arranges-fix",
        "client-service/finds-complaint-cause",
    ),
    "office programs and spreadsheets": (
        "office-software/formats-by-standard",
        "office-software/builds-formulas",
        "office-software/pivots-and-lookups",
    ),
    "a CRM system": ("crm/enters-same-day", "crm/moves-deals", "crm/creates-reports"),
    "a support desk": (
        "crm/closes-tickets",
        "client-service/registers-requests",
        "client-technical-support/records-incident",
    ),
    "manners": (
        "interpersonal-communication/addresses-politely",
        "business-ethics/polite-forms",
        "business-ethics/tactful-refusal",
    ),
    "diplomacy": (
        "interpersonal-communication/disagrees-tactfully",
        "interpersonal-communication/tells-bad-news",
        "business-ethics/delivers-bad-news",
    ),
    "humour": (
        "interpersonal-communication/eases-tension",
        "teamwork/eases-tension-with-humour",
    ),
    "empathy": ("interpersonal-communication/names-feelings",),
    "ideas": ("initiative/generates-several-ideas", "initiative/answers-call-for-ideas"),
    "starting without being told": (
        "initiative/starts-unprompted",
        "initiative/proposes-quarterly",
    ),
    "a wide outlook": ("initiative/reads-around-the-subject", "initiative/borrows-from-elsewhere"),
    "curiosity": ("needs-analysis/asks-open-questions", "initiative/asks-what-for"),
    "work under stress": (
        "resilience/calm-under-deadline",
        "resilience/returns-to-work-after-conflict",
        "client-service/calms-client",
    ),
    "flexibility": (
        "resilience/takes-up-changed-task",
        "resilience/changes-failed-method",
        "resilience/keeps-two-scenarios",
    ),
    "a client who leaves": (
        "resilience/copes-with-client-leaving",
        "resilience/moves-on-after-refusal",
        "client-relations/spots-churn-signs",
        "client-relations/restores-trust",
        "negotiation/persuades-leaving-client",
    ),
    "encouraging others": ("leadership/encourages-by-fact", "leadership/motivates-individually"),
    "organising": ("task-management/clear-assignment", "project-management/holds-status-meetings"),
    "papers": ("records-management/registers-incoming", "crm/fills-required-fields"),
    "working alone": ("teamwork/works-alone-hands-over",),
    "working together": ("teamwork/passes-on-information", "teamwork/keeps-meeting-promises"),
    "budgets": (
        "business-finance/makes-estimate",
        "business-finance/drafts-annual-budget",
        "business-finance/defends-budget",
    ),
    "money": (
        "business-finance/compares-with-budget",
        "business-finance/computes-margin",
        "business-finance/accounts-for-advances",
        "business-finance/reads-statements",
    ),
    "gathering what is known": (
        "market-analysis/collects-prices",
        "market-analysis/reviews-competitors",
        "needs-analysis/gathers-background",
    ),
    "trends": ("market-analysis/detects-trends", "market-analysis/estimates-market"),
    "whether a client is reliable": (
        "market-analysis/checks-reliability",
        "market-analysis/assesses-large-client",
    ),
    "texts in two languages": (
        "business-writing/checks-translation",
        "foreign-language/compares-bilingual-text",
    ),
    "learning": ("self-development/yearly-plan", "self-development/reads-trade-press"),
    "professional circles": (
        "self-development/uses-professional-bodies",
        "interpersonal-communication/builds-network",
    ),
    "one’s face in social networks": (
        "digital-marketing/keeps-work-profile",
        "digital-marketing/handles-reviews",
        "presentation/represents-organisation",
    ),
    "expectations of clients": (
        "client-relations/sets-expectations",
        "client-relations/compares-expectations",
    ),
    "knowing what is sold": ("sales/quotes-catalogue", "needs-analysis/matches-range"),
    "forecasts": ("sales/forecasts-department", "business-finance/drafts-annual-budget"),
    "selling more to those who buy": ("sales/offers-related-goods", "sales/sells-upgrades"),
    "a quota": ("sales/distributes-quota", "sales/corrects-funnel"),
    "teaching clients": ("client-service/trains-client",),
    "how a product is used": ("needs-analysis/watches-usage",),
    "between the client and the teams": (
        "client-service/coordinates-performers",
        "key-account-planning/coordinates-client-team",
    ),
    "reports": ("crm/makes-standard-report", "data-analysis/monthly-report"),
    "new clients": ("sales/finds-clients", "client-relations/widens-contacts"),
    "secrets": ("information-security/checks-the-recipient", "information-security/marks-by-list"),
    "cases without a precedent": (
        "decision-making/decides-on-incomplete-data",
        "client-service/meets-unusual-request",
    ),
    "ethics and patience": ("business-ethics/checks-with-code", "resilience/hears-complaint-out"),
    "tidiness": (
        "attention-to-detail/files-by-pattern",
        "information-security/locks-the-workplace",
    ),
    "devices": ("presentation/prepares-samples",),
    "terms of a contract": (
        "contract-work/checks-essential-terms",
        "negotiation/settles-differences",
    ),
}
"""A skill in our own words → the indicators that show it, as `competency/indicator`."""

WHOLE = (
    "interpersonal-communication", "negotiation", "client-service", "planning", "office-software",
    "attention-to-detail", "teamwork", "mentoring", "leadership", "task-management", "legal-literacy",
    "office-operations",
)  # fmt: skip
"""What is asked for as a whole."""


@pytest.fixture(scope="module")
def shipped() -> Staffed:
    return read_profiles(Composer(Plan(ROOT)))


@pytest.mark.parametrize("skill", SKILLS)
def test_a_skill_is_shown_by_indicators_of_the_catalogue(shipped: Staffed, skill: str) -> None:
    for named in SKILLS[skill]:
        competency, _, indicator = named.partition("/")
        entry = shipped.catalogue.competencies[competency]
        assert indicator in {each.id for each in entry.indicators()}


@pytest.mark.parametrize("competency", WHOLE)
def test_what_is_asked_for_as_a_whole_is_a_competency(shipped: Staffed, competency: str) -> None:
    assert competency in shipped.catalogue.competencies


# The career


CAREER = ("account-manager-junior", "account-manager", "key-account-manager")
GROWING = (
    "client-relations", "needs-analysis", "sales", "negotiation", "presentation", "market-analysis",
    "interpersonal-communication", "business-finance",
)  # fmt: skip
"""What one is better at on the last step than on the first."""


def test_the_career_goes_from_junior_to_key_account_manager(shipped: Staffed) -> None:
    (family,) = [
        each for each in families(shipped.roles.values(), shipped.profiles) if each.id == CAREER[0]
    ]
    order = [each.role for each in family.profiles]
    assert [role for role in order if role in CAREER] == list(CAREER)
    steps = {(step.before.role, step.after.role): step for step in family.steps}
    for step in pairwise(CAREER):
        assert steps[step].grows


@pytest.mark.parametrize("competency", GROWING)
def test_on_the_way_up_a_level_never_falls_and_grows_in_the_end(
    shipped: Staffed, competency: str
) -> None:
    levels = [shipped.profiles[role].level_of(competency) for role in CAREER]
    assert levels == sorted(levels)
    assert levels[0] < levels[-1]
