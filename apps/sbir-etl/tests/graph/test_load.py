"""Validated awards into a graph, any number of times."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import neo4j
import pytest
from neo4j.exceptions import AuthError, ServiceUnavailable

from sbir_etl.config import load_settings
from sbir_etl.errors import EtlError
from sbir_etl.extract import extract
from sbir_etl.graph import connection
from sbir_etl.graph import load as loading
from sbir_etl.graph.load import load
from sbir_etl.graph.statements import CONSTRAINTS, LABELS
from sbir_etl.settings import DataSettings, Settings
from sbir_etl.validate import validate

from ..conftest import Writer
from .fake import FakeSession

FIRST = {"Contract": "C-1", "Award Title": "One"}
SECOND = {"Contract": "C-2", "Award Title": "Two", "RI Name": "", "Award Year": "2022"}
OTHER = {"Contract": "C-3", "UEI": "ZZZZZZZZZZ99", "Company": "Other LLC", "Agency": "NASA"}


@pytest.fixture
def settings(data: DataSettings) -> Settings:
    base = load_settings()
    neo4j = base.neo4j.model_copy(update={"batch_size": 2})
    return base.model_copy(update={"data": data, "neo4j": neo4j})


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> FakeSession:
    fake = FakeSession()
    _serve(fake, monkeypatch)
    return fake


def _serve(fake: FakeSession, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def opened(*_: Any, **__: Any) -> Any:
        yield fake

    @contextmanager
    def connect(_: Any) -> Any:
        yield SimpleNamespace(session=opened)

    monkeypatch.setattr(loading, "connect", connect)


def run(settings: Settings, write_csv: Writer, *rows: Mapping[str, str]) -> Mapping[str, int]:
    write_csv(*rows)
    extract(settings.data)
    validate(settings.data)
    return load(settings)


def test_writes_each_thing_once_and_links_it(
    settings: Settings, session: FakeSession, write_csv: Writer
) -> None:
    counts = run(settings, write_csv, FIRST, SECOND, OTHER)
    assert counts == {
        "companies": 2,
        "agencies": 2,
        "institutions": 1,
        "awards": 3,
        "received": 3,
        "funded": 3,
        "partnered": 2,
    }
    award = "department of energy|phase i|t-1|c-1"
    assert set(session.nodes["Company"]) == {"uei:ABCDEFGHJK12", "uei:ZZZZZZZZZZ99"}
    assert session.nodes["Award"][award]["amount"] == 171433.0
    assert (award, "uei:ABCDEFGHJK12") in session.links["company"]
    assert (award, "university of ashford") in session.links["institution"]
    assert session.schema[: len(CONSTRAINTS)] == list(CONSTRAINTS)
    assert max(session.batches) == 2


def test_a_second_load_changes_nothing(
    settings: Settings, session: FakeSession, write_csv: Writer
) -> None:
    first = run(settings, write_csv, FIRST, SECOND, OTHER)
    before = session._snapshot()[:2]
    assert load(settings) == first
    assert session._snapshot()[:2] == before


def test_the_order_of_the_file_changes_nothing(
    settings: Settings, session: FakeSession, write_csv: Writer
) -> None:
    run(settings, write_csv, FIRST, SECOND, OTHER)
    before = session._snapshot()[:2]
    run(settings, write_csv, OTHER, SECOND, FIRST)
    assert session._snapshot()[:2] == before


def test_a_corrected_award_changes_its_ends(
    settings: Settings, session: FakeSession, write_csv: Writer
) -> None:
    run(settings, write_csv, FIRST)
    run(settings, write_csv, FIRST | {"UEI": "ZZZZZZZZZZ99", "RI Name": ""})
    award = "department of energy|phase i|t-1|c-1"
    assert session.links["company"] == {(award, "uei:ZZZZZZZZZZ99")}
    assert session.links["institution"] == set()


def test_a_company_is_as_its_latest_award_describes_it(
    settings: Settings, session: FakeSession, write_csv: Writer
) -> None:
    run(settings, write_csv, SECOND | {"City": "Newtown"}, FIRST | {"City": "Oldtown"})
    assert session.nodes["Company"]["uei:ABCDEFGHJK12"]["city"] == "Newtown"


def test_no_person_reaches_the_graph(
    settings: Settings, session: FakeSession, write_csv: Writer
) -> None:
    run(settings, write_csv, FIRST)
    assert "Nobody" not in str(session.nodes)


def test_transient_errors_leave_the_same_graph(
    settings: Settings, write_csv: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    graphs = []
    for failures in (0, 3):
        fake = FakeSession(failures)
        _serve(fake, monkeypatch)
        run(settings, write_csv, FIRST, SECOND, OTHER)
        graphs.append(fake._snapshot()[:2])
    assert graphs[0] == graphs[1]


def test_every_label_has_its_constraint() -> None:
    assert len(CONSTRAINTS) == len(LABELS)
    for label, constraint in zip(LABELS, CONSTRAINTS, strict=True):
        assert f"(n:{label}) REQUIRE n.key IS UNIQUE" in constraint


def test_says_what_has_to_come_first(settings: Settings) -> None:
    with pytest.raises(EtlError, match="materialise validated_awards first"):
        load(settings)


def test_says_when_there_is_no_password(settings: Settings) -> None:
    with (
        pytest.raises(EtlError, match=r"neo4j\.password: has no value; .*PASSWORD_FILE"),
        connection.connect(settings.neo4j),
    ):
        pass


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (AuthError("no"), r"neo4j\.password: bolt://localhost:7687 refuses user neo4j"),
        (ServiceUnavailable("gone"), r"neo4j\.bolt_url: bolt://localhost:7687 fails: gone"),
    ],
)
def test_says_why_neo4j_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, error: Exception, message: str
) -> None:
    @contextmanager
    def driver(*_: Any, **__: Any) -> Any:
        def verify() -> None:
            raise error

        yield SimpleNamespace(verify_connectivity=verify)

    monkeypatch.setenv("SBIR_ETL__NEO4J__PASSWORD", "never-shown")
    monkeypatch.setattr(neo4j.GraphDatabase, "driver", driver)
    with (
        pytest.raises(EtlError, match=message) as caught,
        connection.connect(load_settings().neo4j),
    ):
        pass
    assert "never-shown" not in str(caught.value)
