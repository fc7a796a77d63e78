"""The settings: their names, types and limits. Their values stand in config/*.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

PositiveSeconds = Annotated[float, Field(gt=0, le=86_400)]
Rows = Annotated[int, Field(ge=1, le=100_000)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Neo4jSettings(_Section):
    """How to reach the graph."""

    bolt_url: Annotated[str, Field(pattern=r"^(bolt|neo4j)(\+s|\+ssc)?://[^/\s@]+/?$")]
    user: Annotated[str, Field(min_length=1)]
    password: SecretStr | None = None
    password_file: Path | None = None
    database: Annotated[str, Field(min_length=1)]
    batch_size: Rows
    retry_seconds: PositiveSeconds


class DataSettings(_Section):
    """Where the data lie, and how much of them is held in memory."""

    raw_csv: Path
    work_dir: Path
    rejects: Path
    batch_rows: Rows
    duckdb_memory_mb: Annotated[int, Field(ge=64, le=65_536)]
    sample_rows: Annotated[int, Field(ge=0, le=1_000_000)]

    @property
    def raw_parquet(self) -> Path:
        """The awards as read, text in every column."""
        return self.work_dir / "raw_sbir_awards.parquet"

    @property
    def raw_rejects(self) -> Path:
        """The records that could not be read at all."""
        return self.work_dir / "raw_rejects.parquet"

    @property
    def validated_parquet(self) -> Path:
        """The awards with types, without duplicates, without personal data."""
        return self.work_dir / "validated_awards.parquet"


class WaitSettings(_Section):
    """How long an entrypoint waits for what it depends on."""

    timeout_seconds: PositiveSeconds
    interval_seconds: PositiveSeconds


class WebserverSettings(_Section):
    """Where Dagster's webserver answers."""

    health_url: Annotated[str, Field(pattern=r"^https?://[^\s@]+$")]


class Settings(_Section):
    """Everything that can be set."""

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"]
    neo4j: Neo4jSettings
    data: DataSettings
    wait: WaitSettings
    webserver: WebserverSettings
