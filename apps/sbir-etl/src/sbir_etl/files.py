"""Files that appear whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path to write to; it becomes `path` at the end, and vanishes on an error.

    A reader sees the old file or the new one, and two writers never share one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Random, since processes of two containers may have the same id.
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
