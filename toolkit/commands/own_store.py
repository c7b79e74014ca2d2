"""The programme's store → opened for work on what it holds; one that is not there is told and not made."""

from toolkit.commands.collect import find_own_store, open_plan_store
from toolkit.commands.plan import Plan
from toolkit.errors import InputError, Message, Place, Problem
from toolkit.store.engine import find_store_file
from toolkit.store.store import Store

NO_STORE = Message(
    "There is no store of responses here.", "Check the folder, or what follows --database; nothing was changed."
)


def open_existing_store(plan: Plan, database: str | None) -> Store:
    """Open the store asked for, or the programme's own. Raises InputError where there is none."""
    require_store(plan, database)
    return open_plan_store(plan, database)


def require_store(plan: Plan, database: str | None) -> None:
    """Raise InputError where the store's file is not there."""
    file = find_store_file(database or find_own_store(plan))
    if file is not None and not file.exists():
        raise InputError(Problem(place=Place(file=str(file)), message=NO_STORE))
