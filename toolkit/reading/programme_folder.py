"""A folder → the programme folder that it is or lies in. Standard library only: every command begins here."""

from pathlib import Path

PROGRAMME_FILE = "programme.toml"


def find_programme_folder(start: Path) -> Path | None:
    """Return the nearest folder upwards from `start` that holds programme.toml, or None."""
    start = start.absolute()
    return next((folder for folder in (start, *start.parents) if (folder / PROGRAMME_FILE).is_file()), None)
