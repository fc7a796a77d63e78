"""Settings: layers, and findings about wrong ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sbir_etl.config import APP_ROOT, load_settings
from sbir_etl.errors import UsageError

MARKER = "do-not-show-me"


def findings(root: Path = APP_ROOT) -> list[str]:
    with pytest.raises(UsageError) as caught:
        load_settings(root)
    return [str(finding) for finding in caught.value.findings]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the configuration that a test may change."""
    shutil.copytree(APP_ROOT / "config", tmp_path / "config")
    return tmp_path


def test_base_has_a_value_for_every_setting_and_paths_below_the_app() -> None:
    settings = load_settings()
    assert settings.neo4j.bolt_url == "bolt://localhost:7687"
    assert settings.data.raw_csv == APP_ROOT / "data" / "raw" / "award_data.csv"
    assert settings.neo4j.password is None


def test_docker_lies_over_base(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "docker")
    settings = load_settings()
    assert settings.neo4j.bolt_url == "bolt://neo4j:7687"
    assert settings.neo4j.user == "neo4j"
    assert settings.data.raw_csv == Path("/app/data/raw/award_data.csv")


def test_a_variable_lies_over_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "docker")
    monkeypatch.setenv("SBIR_ETL__NEO4J__BOLT_URL", "bolt://graph:7999")
    monkeypatch.setenv("SBIR_ETL__NEO4J__BATCH_SIZE", "17")
    settings = load_settings()
    assert (settings.neo4j.bolt_url, settings.neo4j.batch_size) == ("bolt://graph:7999", 17)
    assert settings.neo4j.database == "neo4j"


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SBIR_ETL__NEO4J__USER", "")
    assert load_settings().neo4j.user == "neo4j"


def test_names_everything_that_is_wrong_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "SBIR_ETL__NEO4J__BATCH_SIZE": "many",
        "SBIR_ETL__NEO4J__USR": "x",
        "SBIR_ETL__NEO4__USER": "x",
        "SBIR_ETL__WAIT__TIMEOUT_SECONDS": "-1",
    }.items():
        monkeypatch.setenv(name, value)
    assert findings() == [
        "SBIR_ETL__NEO4__USER: names no setting; did you mean SBIR_ETL__NEO4J? "
        "Otherwise remove it.",
        "neo4j.batch_size: input should be a valid integer, unable to parse string as an "
        "integer (found 'many'); correct SBIR_ETL__NEO4J__BATCH_SIZE or config/base.yaml.",
        "neo4j.usr: is not a setting; remove it from config/ or unset SBIR_ETL__NEO4J__USR.",
        "wait.timeout_seconds: input should be greater than 0 (found '-1'); correct "
        "SBIR_ETL__WAIT__TIMEOUT_SECONDS or config/base.yaml.",
    ]


def test_says_which_value_is_missing(root: Path) -> None:
    base = root / "config" / "base.yaml"
    base.write_text(base.read_text().replace("  user: neo4j\n", ""))
    assert findings(root) == [
        "neo4j.user: has no value; add it to config/base.yaml or set SBIR_ETL__NEO4J__USER."
    ]


@pytest.mark.parametrize(
    ("content", "fact"),
    [("neo4j: [", "is not YAML in line"), ("- a\n", "is not a mapping of settings")],
)
def test_says_which_file_is_malformed(root: Path, content: str, fact: str) -> None:
    (root / "config" / "base.yaml").write_text(content)
    assert findings(root)[0].startswith(f"config/base.yaml: {fact}")


def test_says_when_an_environment_has_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "staging")
    assert findings()[0].startswith("config/staging.yaml: cannot be read")


def test_an_environment_is_a_name_and_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "../../etc/passwd")
    assert findings()[0].startswith("ENVIRONMENT: is not a name")


def test_reads_the_password_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "password"
    file.write_text(f"{MARKER}\n")
    monkeypatch.setenv("SBIR_ETL__NEO4J__PASSWORD_FILE", str(file))
    password = load_settings().neo4j.password
    assert password is not None
    assert password.get_secret_value() == MARKER


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_says_when_the_password_file_is_of_no_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("SBIR_ETL__NEO4J__PASSWORD_FILE", str(file))
    assert findings()[0].startswith("neo4j.password_file: ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SBIR_ETL__NEO4J__BOLT_URL", f"bolt://neo4j:{MARKER}@graph:7687"),
        ("SBIR_ETL__NEO4J", f'{{"password": "{MARKER}", "batch_size": "x"}}'),
        ("SBIR_ETL__NEO4J", f'["{MARKER}"]'),
        ("SBIR_ETL__NEO4J", f"password: {MARKER}"),
    ],
)
def test_no_finding_shows_a_secret(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    found = findings()
    assert found
    assert MARKER not in "\n".join(found)


def test_printing_settings_shows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SBIR_ETL__NEO4J__PASSWORD", MARKER)
    settings = load_settings()
    assert MARKER not in f"{settings} {settings!r} {settings.model_dump_json()}"
