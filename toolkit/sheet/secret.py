"""Give the programme's secret, from the environment or responses/secret.key, which is made at first use. An edge.

The secret keys every link and short code. It is never printed, logged or written into a built file.
"""

import datetime
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from toolkit.errors import InputError, OutputError, Place, Problem
from toolkit.files import explain_write_failure
from toolkit.sheet.messages import KEY_GONE, KEY_OTHER, SECRET_DAMAGED, SECRET_TOO_SHORT, SECRET_UNREADABLE
from toolkit.sheet.printed_addresses import (
    ADDRESSES_FILE,
    compose_fingerprint,
    has_built,
    note_printed,
    put_aside,
    read_printed,
)

VARIABLE = "TOOLKIT_SECRET"
SECRET_PATH = Path("responses") / "secret.key"
LEAST_CHARACTERS = 16


def read_or_make_secret(folder: Path, environ: Mapping[str, str], make: Callable[[], str] = secrets.token_hex) -> bytes:
    """Return the secret of the programme folder; what the file holds may as well be put into the variable.

    Raises InputError where addresses have been printed and the secret is not theirs, or not here.
    """
    secret = read_secret(folder, environ)
    if secret is None:
        _make_secret_file(folder / SECRET_PATH, make())
        secret = _read_secret_file(folder / SECRET_PATH)
    return secret


def read_secret(folder: Path, environ: Mapping[str, str]) -> bytes | None:
    """Return the secret, or None where there is none yet. Raises InputError where it does not fit what was printed."""
    printed = read_printed(folder)
    given = environ.get(VARIABLE, "").strip()
    if given:
        _require_length(given, Place(file=VARIABLE))
        secret, place = given.encode(), Place(file=VARIABLE)
    elif (folder / SECRET_PATH).exists():
        secret, place = _read_secret_file(folder / SECRET_PATH), Place(file=SECRET_PATH.as_posix())
    elif printed.key or has_built(folder):
        raise InputError(Problem(place=Place(file=SECRET_PATH.as_posix()), message=KEY_GONE))
    else:
        return None
    if printed.key and printed.key != compose_fingerprint(secret):
        raise InputError(Problem(place=place, message=KEY_OTHER))
    return secret


def start_anew(
    folder: Path, environ: Mapping[str, str], today: datetime.date, make: Callable[[], str] = secrets.token_hex
) -> tuple[Path, ...]:
    """Make a new secret, so that all addresses are new; returns what belonged to the former ones, under dated names."""
    aside = [put_aside(folder / ADDRESSES_FILE, today)]
    if not environ.get(VARIABLE, "").strip():
        aside.append(put_aside(folder / SECRET_PATH, today))
        _make_secret_file(folder / SECRET_PATH, make())
    secret = read_secret(folder, environ)
    if secret:
        note_printed(folder, secret)
    return tuple(path for path in aside if path)


def _read_secret_file(path: Path) -> bytes:
    place = Place(file=str(SECRET_PATH))
    try:
        said = path.read_text(encoding="ascii").strip()
    except UnicodeDecodeError as error:
        raise InputError(Problem(place=place, message=SECRET_DAMAGED)) from error
    except OSError as error:
        reason = {"reason": error.strerror or type(error).__name__}
        raise InputError(Problem(place=place, message=SECRET_UNREADABLE, facts=reason)) from error
    if not said:
        raise InputError(Problem(place=place, message=SECRET_DAMAGED))
    _require_length(said, place)
    return said.encode()


def _require_length(said: str, place: Place) -> None:
    if len(said) < LEAST_CHARACTERS:
        raise InputError(Problem(place=place, message=SECRET_TOO_SHORT, facts={"least": LEAST_CHARACTERS}))


def _make_secret_file(path: Path, secret: str) -> None:
    """Create the file with its content in one step, so that of two programs starting at once one wins for both."""
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # mkstemp creates with mode 0600, and a hard link keeps it: the key is at no moment readable by others.
        handle, name = tempfile.mkstemp(prefix=".secret-", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secret + "\n")
        _put_in_place(temporary, path)
    except OSError as error:
        raise OutputError(explain_write_failure(path, error)) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _put_in_place(temporary: Path, path: Path) -> None:
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        return
    except OSError:
        # A file system without hard links (exFAT, some network shares): create it, unless somebody just did.
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return
        with os.fdopen(handle, "wb") as file:
            file.write(temporary.read_bytes())
