"""Errors that a person can act on: each says where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong: `path: fact; fix.`"""

    path: str
    fact: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path}: {self.fact}; {self.fix}."


class EtlError(Exception):
    """Stops a command without a traceback; all its findings are shown together."""

    #: Exit status of a command that ends with this error.
    status = 1

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))

    @classmethod
    def of(cls, path: str, fact: str, fix: str) -> EtlError:
        """An error with a single finding."""
        return cls([Finding(path, fact, fix)])


class UsageError(EtlError):
    """The caller asked for something that cannot be: a wrong name, a wrong setting."""

    status = 2
