"""The store of responses: files are taken in whole or not at all, answers are read out. The room's one edge.

    with open_store(folder / "responses" / "responses.sqlite3") as store:
        comparison = store.take(handed, file="nord.xlsx", sha256=…, taken_at="2026-09-14T10:20")
        responses = store.read_responses()

A path is an SQLite file; `postgresql://user:password@host/database` is a PostgreSQL database. Every fault of the
database is a StoreError with a remedy.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, select

from toolkit.errors import InputError, Place, Problem
from toolkit.model.answer_key import AnswerKey
from toolkit.model.archive import StoredTable
from toolkit.model.change import Comparison, Handed
from toolkit.model.forget import Forgotten, StoredResponse
from toolkit.model.former_ids import FormerIds
from toolkit.model.held import AskedVersion
from toolkit.model.intake import Intakes, Undone
from toolkit.model.next_step import NextStep, StepChange, StepOutcome
from toolkit.model.publication import Decision
from toolkit.model.response import Response
from toolkit.model.review import ReviewedAnswer, ReviewOutcome
from toolkit.model.stage import Draft, Save, Saved, Stage
from toolkit.model.themes import HumanCoding
from toolkit.model.workshop import Workshop
from toolkit.store.archive import compose_handed, list_aside, read_tables, write_arrivals, write_tables
from toolkit.store.codings import read_codings, write_review, write_review_take
from toolkit.store.compare import ResponseKey, compare_responses
from toolkit.store.decisions import read_decisions, write_decisions
from toolkit.store.engine import BUSY_SECONDS, lock_store, make_engine, read_moment, translate_faults, write_transaction
from toolkit.store.erased import (
    Mark,
    find_erased,
    merge_marks,
    read_marks,
    remember_erased,
    unmark_erased,
)
from toolkit.store.file_notices import FileNotices
from toolkit.store.forget import (
    count_rows,
    erase_rows,
    find_files,
    is_packing_due,
    pack_database,
    plan_packing,
    read_stored,
)
from toolkit.store.held import (
    find_new_versions,
    find_new_workshops,
    note_versions,
    note_workshops,
    read_versions,
    read_workshops,
)
from toolkit.store.log import check_log
from toolkit.store.migrations import migrate
from toolkit.store.next_steps import erase_own_steps, read_steps, write_steps
from toolkit.store.notices import Notices, tell_answers
from toolkit.store.plan_take import find_stored_ids, plan_take, read_kept
from toolkit.store.read import AnswerRow, Count, count_answers, read_answers, read_responses
from toolkit.store.room import RoomStore
from toolkit.store.schema import responses, schema_history
from toolkit.store.takes import find_take_of, list_takes_of, read_intakes
from toolkit.store.undo import undo_intake
from toolkit.store.web import read_draft, read_stages, write_saves, write_stage
from toolkit.store.write import write_plan

Judge = Callable[[Comparison], Sequence[Problem]]
"""Looks at what a file would change before it does, and returns the problems that stop it."""
UndoJudge = Callable[[Sequence[Undone]], bool]
"""Looks at what an undo has done before it holds; False takes it back."""


NO_FORMER_IDS = FormerIds()


def open_store(address: str | Path, *, busy_seconds: int = BUSY_SECONDS, former: FormerIds = NO_FORMER_IDS) -> "Store":
    """Open a store, make it where there is none, and bring its schema up to date.

    `busy_seconds` is how long to wait for another program that is writing; `former` are ids that workshops had, under
    which their answers are found as well.
    """
    engine, place = make_engine(address, busy_seconds=busy_seconds)
    if engine.dialect.name == "sqlite":
        check_log(Path(engine.url.database or ""))
    store = Store(engine, place, former)
    try:
        with translate_faults(place):
            migrate(engine, place)
    except BaseException:
        store.close()
        raise
    return store


class Store:
    """An open store. `place` names it in problems; `former` may be set anew while it is open."""

    def __init__(self, engine: Engine, place: Place, former: FormerIds = NO_FORMER_IDS) -> None:
        self.place = place
        self.former = former
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back; SQLite then leaves one whole file."""
        self._engine.dispose()

    def take(
        self,
        handed: Sequence[Handed],
        *,
        file: str,
        sha256: str,
        taken_at: str,
        correction: bool = False,
        judge: Judge | None = None,
    ) -> Comparison:
        """Take a file's responses in, all or none, and say what it changed.

        A file taken before changes nothing, even where its answers have been corrected since: whoever collects a whole
        folder again must not undo corrections. Only responses of it that an undo took out come in again. Responses
        that were erased are left out. `correction` takes the file at its word in all of this. `judge` sees the
        comparison before anything is written; where it returns problems they are raised as an InputError and nothing
        changed. A response's own facts (channel, language, time) stay as they first came.
        """
        with translate_faults(self.place), write_transaction(self._engine) as connection:
            lock_store(connection)
            handed = find_stored_ids(connection, handed, self.former)
            plan = plan_take(connection, handed, sha256, correction=correction)
            if plan.comparison.intake is not None and not plan.new:
                return plan.comparison
            problems = judge(plan.comparison) if judge else ()
            if problems:
                raise InputError(problems)
            if correction:
                unmark_erased(connection, [(one.workshop, one.id) for one in plan.new])
            number = write_plan(connection, plan, file=file, sha256=sha256, taken_at=taken_at)
            tell_answers(connection, {self.former.find_now(one.response.workshop) for one in handed})
        return replace(plan.comparison, intake=number)

    def read_intakes(self) -> Intakes:
        """Read everything that was taken in, by file and by phone."""
        with translate_faults(self.place), read_moment(self._engine) as connection:
            return read_intakes(connection)

    def undo(
        self, wanted: int | ResponseKey, *, undone_at: str, with_later: bool = False, judge: UndoJudge | None = None
    ) -> tuple[Undone, ...]:
        """Undo an intake by its number, or a single response, and return what was done, the last the one asked for.

        `judge` sees that before it holds; where it returns False nothing happens and the same is returned. Raises
        InputError where there is nothing to undo, or where later intakes build on it and `with_later` is not said.
        """
        with translate_faults(self.place), write_transaction(self._engine) as connection:
            lock_store(connection)
            nested = connection.begin_nested()
            done = tuple(undo_intake(connection, wanted, undone_at=undone_at, with_later=with_later))
            if judge is not None and not judge(done):
                nested.rollback()
                return done
            nested.commit()
            tell_answers(connection, {self.former.find_now(moved.workshop) for one in done for moved in one.moved})
        return done

    def note_plan(self, versions: Sequence[AskedVersion], workshops: Sequence[Workshop] = ()) -> None:
        """Remember what versions ask and what workshops are called; writes only what is not known yet."""
        with translate_faults(self.place), self._engine.begin() as connection:
            new, named = find_new_versions(connection, versions), find_new_workshops(connection, workshops)
        if new or named:
            with translate_faults(self.place), write_transaction(self._engine) as connection:
                lock_store(connection)
                note_versions(connection, new)
                note_workshops(connection, named)

    def read_versions(self) -> dict[str, AskedVersion]:
        """Read what each version of the questions asked, as far as it was noted."""
        with translate_faults(self.place), self._engine.begin() as connection:
            return read_versions(connection)

    def read_workshops(self) -> dict[str, Workshop]:
        """Read workshops as the programme last had them, by id."""
        with translate_faults(self.place), self._engine.begin() as connection:
            return read_workshops(connection)

    def find_take(self, sha256: str) -> str:
        """Return when a file with these bytes was last taken and not taken out again, or an empty text."""
        with translate_faults(self.place), self._engine.begin() as connection:
            before = find_take_of(connection, sha256)
        return before[1] if before else ""

    def compare(self, handed: Sequence[Handed], *, sha256: str) -> Comparison:
        """Say what a file's responses would change, and take none; of a file taken before, that it changes nothing."""
        with translate_faults(self.place), read_moment(self._engine) as connection:
            handed = find_stored_ids(connection, handed, self.former)
            return plan_take(connection, handed, sha256, correction=False).comparison

    def read_responses(
        self, workshops: Sequence[str] | None = None, *, hidden: bool = False, items: Sequence[str] | None = None
    ) -> tuple[Response, ...]:
        """Read responses with their answers, by workshop and id; what is hidden only where asked for.

        With `items`, their answers alone are read. Each keeps the id of its workshop under which it is stored.
        """
        workshops = None if workshops is None else self.former.list_all(workshops)
        with translate_faults(self.place), self._engine.begin() as connection:
            return read_responses(connection, workshops, hidden=hidden, items=items)

    def read_answers(self, workshops: Sequence[str] | None = None, *, hidden: bool = False) -> list[AnswerRow]:
        """Read answers as plain rows, by workshop, response and item: the quick way to all of them."""
        workshops = None if workshops is None else self.former.list_all(workshops)
        with translate_faults(self.place), self._engine.begin() as connection:
            return read_answers(connection, workshops, hidden=hidden)

    def read_decisions(self) -> dict[AnswerKey, Decision]:
        """Read what facilitators decided about publishing answers, by workshop, response and item."""
        with translate_faults(self.place), self._engine.begin() as connection:
            return read_decisions(connection)

    def read_codings(self) -> dict[AnswerKey, HumanCoding]:
        """Read what people said that answers are about, by workshop, response and item."""
        with translate_faults(self.place), self._engine.begin() as connection:
            return read_codings(connection)

    def take_review(
        self,
        reviewed: Sequence[ReviewedAnswer],
        steps: Sequence[StepChange] = (),
        *,
        taken_at: str,
        file: str = "",
        sha256: str = "",
        earlier: Sequence[str] = (),
    ) -> ReviewOutcome:
        """Keep what is new in one edited summary, all or none, and say what became of it.

        `earlier` are the SHA-256 of earlier states of the same file: whoever works on in it changes their own words.
        Raises InputError where a step was changed in another way since.
        """
        with translate_faults(self.place), write_transaction(self._engine) as connection:
            lock_store(connection)
            same = list_takes_of(connection, [] if sha256 in earlier else earlier)
            outcome = write_review(connection, reviewed, taken_at, same)
            outcome = replace(outcome, steps=write_steps(connection, steps, taken_at, same))
            number = write_review_take(connection, outcome, file=file, sha256=sha256, taken_at=taken_at)
            return replace(outcome, intake=number)

    def read_steps(self) -> dict[AnswerKey, NextStep]:
        """Read who takes next steps and how they stand, by workshop, response and item."""
        with translate_faults(self.place), self._engine.begin() as connection:
            return read_steps(connection)

    def take_steps(self, changes: Sequence[StepChange], *, set_at: str) -> StepOutcome:
        """Keep what is said of next steps, all or none.

        Raises InputError where one was changed in another way since.
        """
        with translate_faults(self.place), write_transaction(self._engine) as connection:
            lock_store(connection)
            return write_steps(connection, changes, set_at)

    def take_decisions(self, made: Sequence[Decision], *, decided_at: str) -> tuple[Decision, ...]:
        """Keep the decisions that are new, all or none, and return them."""
        with translate_faults(self.place), write_transaction(self._engine) as connection:
            lock_store(connection)
            return write_decisions(connection, made, decided_at)

    def save(self, saves: Sequence[Save]) -> tuple[Saved, ...]:
        """Keep what several phones send, in one transaction, and say of each what became of it: on disk, or refused.

        Doing it again changes nothing. Where the database fails, none of it happened.
        """
        with translate_faults(self.place), write_transaction(self._engine) as connection:
            lock_store(connection)
            return write_saves(connection, saves, self.former)

    def read_draft(self, workshop: str, response: str) -> Draft | None:
        """Read what a phone has saved in a response, or None where it has not."""
        with translate_faults(self.place), self._engine.begin() as connection:
            return read_draft(connection, self.former.list_ids(workshop), response)

    def read_stages(self, workshops: Iterable[str]) -> tuple[Stage, ...]:
        """Read how workshops stand, by id; one that nobody has touched is open, at everyone's own pace."""
        with translate_faults(self.place), self._engine.begin() as connection:
            return read_stages(connection, workshops, self.former)

    def write_stage(self, stage: Stage) -> Stage:
        """Set how a workshop stands; the version is counted here."""
        with translate_faults(self.place), write_transaction(self._engine) as connection:
            lock_store(connection)
            return write_stage(connection, stage, self.former)

    def read_archive(self) -> tuple[StoredTable, ...]:
        """Read everything for an archive, as it stood at one moment."""
        with translate_faults(self.place), read_moment(self._engine) as connection:
            return read_tables(connection)

    def take_archive(
        self,
        tables: Mapping[str, StoredTable],
        *,
        file: str,
        sha256: str,
        taken_at: str,
        correction: bool = False,
        judge: Judge | None = None,
    ) -> Comparison:
        """Take an archive in, all or nothing: responses that are new here with their whole history.

        An empty store is then what the archive was made of. A response that is here already stays as it is where it
        says the same, and takes on what has been said of its answers since; where it differs `judge` decides as for a
        file, and a `correction` takes the archive's word. Responses that were erased here are left out, unless it is a
        correction.
        """
        with translate_faults(self.place), write_transaction(self._engine) as connection:
            lock_store(connection)
            handed = compose_handed(tables)
            kept = read_kept(connection, handed)
            missing = {*(one.key for one in handed), *list_aside(tables)} - kept.keys()
            gone = frozenset[ResponseKey]() if correction else find_erased(connection, missing)
            # An archive speaks for every item: what it has not of a response was not answered.
            every = frozenset(item for one in kept.values() for item in one.answers)
            plan = compare_responses([replace(one, covers=every) for one in handed if one.key not in gone], kept)
            plan = replace(plan, comparison=replace(plan.comparison, erased=len(gone)))
            problems = judge(plan.comparison) if judge and not correction else ()
            if problems:
                raise InputError(problems)
            new = frozenset((one.workshop, one.id) for one in plan.new)
            if correction:
                unmark_erased(connection, new)
            still_here, said = write_tables(connection, tables, new, gone, self.former)
            number = None
            if plan.new or plan.edits:
                archive = {"file": file, "sha256": sha256, "taken_at": taken_at}
                number = write_plan(connection, replace(plan, new=()), **archive, kind="archive")
                write_arrivals(connection, number, new)
            tell_answers(connection, {self.former.find_now(one.response.workshop) for one in handed})
        return replace(
            plan.comparison,
            intake=number,
            erased_elsewhere=tuple(sorted(still_here)),
            said=said.added,
            said_otherwise=said.differs,
        )

    def read_stored(self) -> tuple[StoredResponse, ...]:
        """List every response with what tells how old it is."""
        with translate_faults(self.place), self._engine.begin() as connection:
            return read_stored(connection)

    def count_rows(self, chosen: Sequence[StoredResponse]) -> Forgotten:
        """Count what would be erased with these responses."""
        with translate_faults(self.place), self._engine.begin() as connection:
            return count_rows(connection, chosen)

    def forget(self, chosen: Sequence[StoredResponse]) -> tuple[Forgotten, bool]:
        """Erase responses and all that belongs to them; say what it was, and whether no trace is left in the files.

        What was erased is known again where it is brought back, and left out.
        """
        with translate_faults(self.place):
            with write_transaction(self._engine) as connection:
                lock_store(connection)
                counted = count_rows(connection, chosen)
                erase_rows(connection, chosen, self.former)
                remember_erased(connection, [(one.workshop, one.id) for one in chosen])
                plan_packing(connection)
                erase_own_steps(connection, {one.workshop for one in chosen}, self.former)
                tell_answers(connection, {self.former.find_now(one.workshop) for one in chosen})
            return counted, pack_database(self._engine)

    def read_marks(self) -> list[Mark]:
        """Read what is remembered of erased responses, for a store that takes this one's place."""
        with translate_faults(self.place), self._engine.begin() as connection:
            return read_marks(connection)

    def leave_out_erased(self, marks: Sequence[Mark]) -> int:
        """Erase what had been erased from the store that this one takes the place of; return how many responses."""
        with translate_faults(self.place), write_transaction(self._engine) as connection:
            lock_store(connection)
            merge_marks(connection, marks)
            stored = {(one.workshop, one.id): one for one in read_stored(connection)}
            chosen = [stored[key] for key in find_erased(connection, stored)] if marks else []
        if chosen:
            self.forget(chosen)
        return len(chosen)

    def find_files(self, chosen: Sequence[StoredResponse]) -> frozenset[str]:
        """Return the checksums of the files that brought or changed these responses."""
        with translate_faults(self.place), self._engine.begin() as connection:
            return find_files(connection, chosen)

    def finish_packing(self) -> bool | None:
        """Pack the files where that had to wait when responses were erased; None where there is nothing to do."""
        with translate_faults(self.place):
            with self._engine.begin() as connection:
                if not is_packing_due(connection):
                    return None
            return pack_database(self._engine)

    def find_erased(self, keys: Iterable[ResponseKey]) -> frozenset[ResponseKey]:
        """Return those of the responses, by workshop and id, that have been erased."""
        with translate_faults(self.place), self._engine.begin() as connection:
            return find_erased(connection, keys)

    @property
    def room(self) -> RoomStore:
        """The same store as the facilitator's console and the room use it."""
        return RoomStore(self._engine, self.place, self.former)

    def make_notices(self) -> Notices | FileNotices:
        """Return what tells other processes of changes, and hears of theirs."""
        if self._engine.dialect.name == "sqlite":
            return FileNotices(Path(self._engine.url.database or ""))
        return Notices(self._engine)

    def check(self) -> None:
        """Ask the database for next to nothing. Raises StoreError where it does not answer."""
        with translate_faults(self.place), self._engine.begin() as connection:
            connection.execute(select(schema_history.c.version).limit(1)).all()

    def list_ids(self) -> list[tuple[str, str]]:
        """List every response by workshop and id, hidden ones too."""
        with translate_faults(self.place), self._engine.begin() as connection:
            found = connection.execute(select(responses.c.workshop, responses.c.id)).all()
        return [(self.former.find_now(workshop), name) for workshop, name in found]

    def counts(self) -> tuple[Count, ...]:
        """Count responses and answers per workshop."""
        with translate_faults(self.place), self._engine.begin() as connection:
            return count_answers(connection)
