"""Fill a PostgreSQL database in from pg_dump's custom format, and keep the former tables. Talks to the database.

The tables move into a schema that is named by the moment; pg_restore then works in one transaction. Where it fails they
move back. Locks keep every other command and site out meanwhile: an advisory one against writers, one against sites.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from toolkit.errors import InputError, Place, Problem, StoreError
from toolkit.store.backup import compose_login
from toolkit.store.engine import LOCK_KEY, translate_faults
from toolkit.store.in_use import SITE_RUNS
from toolkit.store.messages import BACKUP_DAMAGED, NO_PG_RESTORE, NOT_A_BACKUP, PG_RESTORE_FAILED
from toolkit.store.migrations import FORMER_SCHEMAS, refuse_newer
from toolkit.store.notices import SITE_KEY
from toolkit.store.schema import METADATA, schema_history


def fill_in_dump(engine: Engine, backup: Path, *, moment: str, environ: Mapping[str, str]) -> str:
    """Put a dump in the place of the store's tables; return the schema that the former ones are in."""
    place = Place(file=engine.url.set(drivername="postgresql").render_as_string(hide_password=True))
    program = shutil.which("pg_restore", path=environ.get("PATH"))
    if program is None:
        raise InputError(Problem(place=place, message=NO_PG_RESTORE))
    _check_version(program, backup, environ)
    with translate_faults(place), _alone(engine, place) as connection:
        schema = _move_aside(connection, moment)
        address, secret = compose_login(engine.url)
        fill = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={address}"]
        done = _run([program, *fill, str(backup)], {**environ, **secret})
        if done.returncode:
            _move_back(connection, schema)
            raise StoreError(Problem(place=place, message=PG_RESTORE_FAILED, facts={"detail": _say_last(done.stderr)}))
    return schema


def _check_version(program: str, backup: Path, environ: Mapping[str, str]) -> None:
    """See before anything moves that the dump is one of a store, and of no newer program."""
    place = Place(file=str(backup))
    done = _run([program, "--data-only", f"--table={schema_history.name}", "--file=-", str(backup)], environ)
    if done.returncode:
        raise InputError(Problem(place=place, message=BACKUP_DAMAGED, facts={"detail": _say_last(done.stderr)}))
    versions = re.findall(rb"^(\d+)\t", done.stdout, re.MULTILINE)
    if not versions:
        raise InputError(Problem(place=place, message=NOT_A_BACKUP))
    refuse_newer(max(map(int, versions)), place)


def _run(command: list[str], environ: Mapping[str, str]) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(  # noqa: S603  pg_restore itself, no shell, and arguments of our own
        command, capture_output=True, check=False, env=dict(environ), stdin=subprocess.DEVNULL
    )


def _say_last(said: bytes) -> str:
    return (said.decode(errors="replace").strip().splitlines() or [""])[-1]


@contextmanager
def _alone(engine: Engine, place: Place) -> Iterator[Connection]:
    """Yield a connection that keeps sites and writers out, each statement committed at once."""
    with engine.connect() as found:
        connection = found.execution_options(isolation_level="AUTOCOMMIT")
        if not connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({SITE_KEY})").scalar_one():
            raise StoreError(Problem(place=place, message=SITE_RUNS))
        try:
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK_KEY})")
            yield connection
        finally:
            connection.exec_driver_sql("SELECT pg_advisory_unlock_all()")


def _move_aside(connection: Connection, moment: str) -> str:
    """Move the store's tables into a schema of their own, in one statement."""
    known = set(inspect(connection).get_schema_names())
    name = FORMER_SCHEMAS + re.sub(r"\D", "_", moment)
    while name in known:
        name += "_"
    moves = [f"CREATE SCHEMA {name}", *(f"ALTER TABLE {table} SET SCHEMA {name}" for table in _list_tables(connection))]
    connection.exec_driver_sql(f"DO $$ BEGIN {'; '.join(moves)}; END $$")
    return name


def _move_back(connection: Connection, schema: str) -> None:
    home = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    moves = [f"ALTER TABLE {schema}.{table} SET SCHEMA {home}" for table in _list_tables(connection, schema)]
    connection.exec_driver_sql(f"DO $$ BEGIN {'; '.join([*moves, f'DROP SCHEMA {schema}'])}; END $$")


def _list_tables(connection: Connection, schema: str | None = None) -> list[str]:
    here = set(inspect(connection).get_table_names(schema=schema))
    return [table.name for table in METADATA.sorted_tables if table.name in here]
