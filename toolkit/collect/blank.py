"""A response sheet as it was written, as a person left it, and as it would be now → what becomes of it. Pure."""

from toolkit.errors import InputError
from toolkit.outputs.cells import is_as_written, list_cells
from toolkit.outputs.merging import Merged, leave_alone


def merge_sheet(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
    """Renew a sheet in which no cell was changed; leave any other, with a new blank one beside it if that asks else."""
    try:
        now, new = list_cells(edited, name), list_cells(fresh, name)
    except InputError:
        return leave_alone(edited, base, fresh, name)
    if is_as_written(edited, base or fresh, name):
        return Merged(content=fresh, beside=False)
    asks_the_same = all(now.get(place) == said for place, said in new.items())
    return Merged(content=None, beside=not asks_the_same)
