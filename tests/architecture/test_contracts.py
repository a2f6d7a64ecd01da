"""The import contracts hold, and each of them is broken by an import that it forbids."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import grimp
import pytest
from importlinter.api import read_configuration
from importlinter.application.use_cases import _register_contract_types, read_user_options
from importlinter.domain.contract import registry

from tests.architecture import reading
from tests.architecture.reading import ROOT

CONFIGURATION = str(ROOT / "pyproject.toml")
CONTRACTS = {one["id"]: one for one in read_configuration(CONFIGURATION)["contracts_options"]}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    _register_contract_types(read_user_options(CONFIGURATION))
    return grimp.build_graph(
        "candour", include_external_packages=True, exclude_type_checking_imports=True, cache_dir=None
    )


def is_kept(contract: str, graph: grimp.ImportGraph) -> bool:
    options: dict[str, Any] = CONTRACTS[contract]
    session = read_configuration(CONFIGURATION)["session_options"]
    made = registry.get_contract_class(options["type"])(options["name"], session, options)
    return made.check(deepcopy(graph), verbose=False).kept


@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_contract_is_kept(contract: str, graph: grimp.ImportGraph) -> None:
    assert is_kept(contract, graph)


@pytest.mark.parametrize(
    ("contract", "importer", "imported"),
    [
        ("layers", "candour.rulebook.index", "candour.platform.dates.words"),
        ("layers", "candour.platform.search.queries", "candour.practice.cases.models"),
        ("layers", "candour.practice.cases.queries.cases", "candour.project.settings"),
        ("practice-order", "candour.practice.directory.operations.people", "candour.practice.governance.queries"),
        ("practice-order", "candour.practice.governance.queries", "candour.practice.cases.queries.cases"),
        ("practice-order", "candour.practice.public.queries.pages", "candour.practice.publishing.redaction.gate"),
        ("platform-order", "candour.platform.audit_trail.operation", "candour.platform.access.actor"),
        ("platform-order", "candour.platform.files.operations", "candour.platform.deadlines.parts"),
        ("doors", "candour.practice.cases.queries.cases", "candour.practice.directory.models.people"),
        ("doors", "candour.practice.governance.permissions", "candour.practice.directory.permissions"),
        ("shape", "candour.practice.cases.models.cases", "candour.practice.cases.queries.cases"),
        ("shape", "candour.practice.cases.queries.cases", "candour.practice.cases.operations.intake"),
        ("shape", "candour.practice.governance.permissions", "candour.practice.governance.queries"),
        ("shape", "candour.platform.vault.audit_events", "candour.platform.vault.models"),
        ("shape", "candour.practice.directory.operations.people", "candour.practice.directory.web.people"),
        ("web", "candour.practice.cases.web.views.files", "candour.practice.cases.models.cases"),
        ("web", "candour.platform.files.web.views", "candour.platform.files.models"),
        ("released", "candour.practice.public.web.views.pages", "candour.practice.cases.queries.cases"),
        ("released", "candour.practice.public.queries.pages", "candour.practice.publishing.redaction.register"),
        ("released", "candour.practice.directory.queries.bodies", "candour.platform.vault.models"),
        ("released", "candour.platform.dates.words", "candour.platform.files.queries"),
        ("purity", "candour.rulebook.index", "django"),
        (
            "words",
            "candour.platform.deadlines.queries",
            "candour.rulebook.england.working_together.edition_2023.clocks",
        ),
        ("words", "candour.platform.design.rules", "candour.rulebook.local.bhr.edition_2020.forms"),
    ],
)
def test_a_forbidden_import_is_caught(contract: str, importer: str, imported: str, graph: grimp.ImportGraph) -> None:
    assert {importer, imported} <= graph.modules
    planted = deepcopy(graph)
    planted.add_import(importer=importer, imported=imported, line_number=1, line_contents="planted")

    assert not is_kept(contract, planted)


@pytest.mark.parametrize(
    ("contract", "app"), [("platform-order", "candour.platform.stray"), ("practice-order", "candour.practice.stray")]
)
def test_an_app_without_a_place_in_the_order_is_caught(contract: str, app: str, graph: grimp.ImportGraph) -> None:
    planted = deepcopy(graph)
    planted.add_module(app)

    assert not is_kept(contract, planted)


def test_every_contract_was_broken_once() -> None:
    marks = test_a_forbidden_import_is_caught.pytestmark  # type: ignore[attr-defined]

    assert {row[0] for row in marks[0].args[1]} == set(CONTRACTS)


def test_the_orders_that_contributors_read_are_those_of_the_contracts() -> None:
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    orders = told.partition("order, lowest first:")[2].partition("##")[0]
    platform, _, practice = orders.partition("The order")

    assert re.findall(r"`(\w+)`", platform + practice) == reading.order_of_apps()
