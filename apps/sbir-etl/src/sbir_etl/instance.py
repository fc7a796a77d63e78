"""Dagster's instance: its databases are made by one process at a time.

Several containers share one DAGSTER_HOME and may start at once. Where two of them make a SQLite
database, both stamp its schema version, and from then on every process ends with "Version table
'alembic_version' has more than one head present".
"""

import fcntl
from pathlib import Path

_LOCK = ".initialise.lock"
_DONE = ".initialised"


def initialise_instance(home: Path) -> None:
    """Make the databases of the instance in a folder, unless that was done before."""
    done = home / _DONE
    if done.exists():
        return
    with (home / _LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if done.exists():
            return
        # A slow import, needed at the first start alone.
        from dagster import DagsterInstance

        with DagsterInstance.from_config(str(home)):
            done.touch()
