"""A summary workbook that somebody has edited where it lies → its codes, decisions and next steps, taken in first."""

from pathlib import Path

from toolkit.collect.coding_receipt import CodingReceipt
from toolkit.collect.file import parse_file
from toolkit.commands.collect import collect_files, compose_asked
from toolkit.commands.plan import Plan
from toolkit.errors import InputError
from toolkit.outputs.outputs import Outputs


def take_edited_summary(plan: Plan, path: Path, database: str | None, outputs: Outputs) -> CodingReceipt | None:
    """Take in what was changed in the workbook that is to be written anew, by the same recipe as `toolkit collect`.

    Returns None where nobody has changed it, or where it is no summary. Raises InputError with every cell that is at
    fault: nothing is taken then, and nothing may be written.
    """
    if not outputs.is_changed(path):
        return None
    if parse_file(path.read_bytes(), path.name, compose_asked(plan)).review is None:
        return None  # something else under its name, which stays where it lies
    (receipt,) = collect_files(plan.folder, [path], database=database).receipts
    if receipt.problems:
        raise InputError(receipt.problems)
    return receipt if isinstance(receipt, CodingReceipt) else None
