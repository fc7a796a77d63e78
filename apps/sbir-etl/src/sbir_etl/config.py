"""Reads the settings: variables over config/<ENVIRONMENT>.yaml over config/base.yaml."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from sbir_etl.errors import Finding, UsageError
from sbir_etl.settings import Settings

PREFIX = "SBIR_ETL__"
#: Works from a checkout and from /app alike: <root>/src/sbir_etl/config.py.
APP_ROOT = Path(__file__).resolve().parents[2]
_SECRET_PATHS = {"neo4j.password"}


def load_settings(root: Path = APP_ROOT) -> Settings:
    """Read, merge and check all settings.

    Raises UsageError with every finding at once; no finding echoes a secret.
    """
    files = _config_files(root)
    documents = [_read_yaml(path, root) for path in files]
    findings = _unknown_variables(os.environ)
    loaded: Settings | None = None
    try:
        loaded = _merge(documents)
    except ValidationError as error:
        findings += [_finding(detail, files[-1].name) for detail in error.errors()]
    except SettingsError as error:
        # Raised for a section given as a whole (SBIR_ETL__NEO4J) that is not JSON.
        findings.append(
            Finding(PREFIX, str(error), f"set single values such as {PREFIX}NEO4J__USER")
        )
    if loaded is None or findings:
        raise UsageError(findings)
    return _with_absolute_paths(_with_password(loaded), root)


def _config_files(root: Path) -> list[Path]:
    environment = os.environ.get("ENVIRONMENT", "")
    if environment and not re.fullmatch(r"[a-z][a-z0-9_-]*", environment):
        raise UsageError.of(
            "ENVIRONMENT",
            "is not a name made of lower-case letters, digits, - and _",
            "set it to docker, or leave it out",
        )
    names = ["base"] + ([environment] if environment not in ("", "base") else [])
    return [root / "config" / f"{name}.yaml" for name in names]


def _read_yaml(path: Path, root: Path) -> dict[str, Any]:
    shown = str(path.relative_to(root))
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError.of(
            shown,
            f"cannot be read below {root} ({error.strerror})",
            "mount or bake the config folder there, or correct ENVIRONMENT",
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        raise UsageError.of(shown, f"is not YAML{line}", "correct its syntax") from None
    if document is None:
        return {}
    if not isinstance(document, dict):
        raise UsageError.of(shown, "is not a mapping of settings", "write `section:` lines")
    return document


def _merge(documents: list[dict[str, Any]]) -> Settings:
    class Merged(Settings, BaseSettings):
        model_config = SettingsConfigDict(
            env_prefix=PREFIX, env_nested_delimiter="__", env_ignore_empty=True, extra="forbid"
        )

        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            layers = [InitSettingsSource(settings_cls, document) for document in documents]
            return (EnvSettingsSource(settings_cls), *reversed(layers))

    nothing: dict[str, Any] = {}  # the sources bring all values
    return Settings.model_validate(Merged(**nothing).model_dump(exclude_unset=True))


def _unknown_variables(environment: Mapping[str, str]) -> list[Finding]:
    """Variables that name no section; those inside a section pydantic reports itself."""
    sections = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    findings = []
    for name in environment:
        section = "__".join(name.upper().split("__")[:2])
        if name.upper().startswith(PREFIX) and section not in sections:
            near = difflib.get_close_matches(section, sections, n=1, cutoff=0)[0]
            findings.append(
                Finding(name, "names no setting", f"did you mean {near}? Otherwise remove it")
            )
    return findings


def _finding(detail: ErrorDetails, top_file: str) -> Finding:
    path = ".".join(str(part) for part in detail["loc"])
    variable = PREFIX + path.replace(".", "__").upper()
    if detail["type"] == "extra_forbidden":
        return Finding(path, "is not a setting", f"remove it from config/ or unset {variable}")
    if detail["type"] == "missing":
        return Finding(path, "has no value", f"add it to config/base.yaml or set {variable}")
    value = detail["input"]
    # A whole section may hold the password, and so may a URL with credentials.
    harmless = isinstance(value, str | int | float) and "@" not in str(value)
    shown = f" (found {value!r})" if harmless and path not in _SECRET_PATHS else ""
    message = detail["msg"][:1].lower() + detail["msg"][1:]
    return Finding(path, f"{message}{shown}", f"correct {variable} or config/{top_file}")


def _with_password(settings: Settings) -> Settings:
    """Read the password from its file; the file wins, as it does in Neo4j's own image."""
    path = settings.neo4j.password_file
    if path is None:
        return settings
    try:
        password = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        fact = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError.of(
            "neo4j.password_file", f"{path} cannot be read ({fact})", "mount the secret there"
        ) from None
    if not password:
        raise UsageError.of("neo4j.password_file", f"{path} is empty", "write the password into it")
    neo4j = settings.neo4j.model_copy(update={"password": SecretStr(password)})
    return settings.model_copy(update={"neo4j": neo4j})


def _with_absolute_paths(settings: Settings, root: Path) -> Settings:
    absolute = {
        name: root / value
        for name, value in settings.data
        if isinstance(value, Path) and not value.is_absolute()
    }
    return settings.model_copy(update={"data": settings.data.model_copy(update=absolute)})
