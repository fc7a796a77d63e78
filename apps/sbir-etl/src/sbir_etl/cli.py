"""The command line. Each command imports what it needs, so the small ones start fast.

Exit status: 0 done, 1 failed (an asset, a wait), 2 asked for something that cannot be.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from sbir_etl import logs
from sbir_etl.errors import EtlError

log = logging.getLogger("sbir_etl")

_Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    command: _Command = options.command
    logs.configure()
    try:
        return command(options)
    except EtlError as error:
        for finding in error.findings:
            log.error(str(finding), extra={"path": finding.path})
        return error.status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sbir_etl", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: _Command, summary: str) -> argparse.ArgumentParser:
        subparser = commands.add_parser(name, help=summary, description=summary)
        subparser.set_defaults(command=command)
        return subparser

    materialize = add("materialize", _materialize, "materialise assets, in their order")
    materialize.add_argument("names", nargs="+", metavar="NAME", help="an asset")

    generate = add("generate", _generate, "write made-up award data; same seed, same file")
    generate.add_argument("--rows", type=_count, required=True, help="how many records")
    generate.add_argument("--seed", type=int, default=42, help="(default: %(default)s)")
    generate.add_argument("--out", type=Path, help="the CSV file (default: data.raw_csv)")
    generate.add_argument("--no-abstracts", action="store_true", help="a quarter of the size")
    generate.add_argument("--if-absent", action="store_true", help="leave a file that exists")

    wait = add("wait-for", _wait_for, "wait until a service answers, or fail in time")
    wait.add_argument("target", choices=("neo4j", "webserver"))

    add("prepare", _prepare, "check the settings; make the instance, and sample data if wanted")
    add("count", _count_graph, "print the numbers of nodes in the graph, as JSON")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return number


def _materialize(options: argparse.Namespace) -> int:
    from sbir_etl.config import load_settings
    from sbir_etl.materialize import materialize

    # First, so that wrong settings are all named before anything starts.
    logs.configure(load_settings().log_level)
    return materialize(options.names)


def _generate(options: argparse.Namespace) -> int:
    from sbir_etl.generator import generate

    out: Path | None = options.out
    if out is None:
        from sbir_etl.config import load_settings

        out = load_settings().data.raw_csv
    if options.if_absent and out.exists():
        log.info("kept %s", out)
        return 0
    tally = generate(out, options.rows, seed=options.seed, abstracts=not options.no_abstracts)
    log.info("generated %s", out, extra={"seed": options.seed, **tally})
    return 0


def _wait_for(options: argparse.Namespace) -> int:
    from sbir_etl.config import load_settings
    from sbir_etl.wait import wait_for

    wait_for(options.target, load_settings())
    return 0


def _prepare(_: argparse.Namespace) -> int:
    from sbir_etl.config import load_settings
    from sbir_etl.generator import generate
    from sbir_etl.instance import initialise_instance

    settings = load_settings()
    if home := os.environ.get("DAGSTER_HOME"):
        initialise_instance(Path(home))
    data = settings.data
    if data.sample_rows and not data.raw_csv.exists():
        tally = generate(data.raw_csv, data.sample_rows)
        log.info("generated sample data: %s", data.raw_csv, extra=tally)
    log.info("configured", extra={"environment": os.environ.get("ENVIRONMENT", "base")})
    return 0


def _count_graph(_: argparse.Namespace) -> int:
    from sbir_etl.config import load_settings
    from sbir_etl.graph.connection import connect
    from sbir_etl.graph.counts import count_nodes

    settings = load_settings().neo4j
    with connect(settings) as driver:
        print(json.dumps(count_nodes(driver, settings.database)))
    return 0
