"""Where the files that come with the program lie: in a wheel under toolkit/starter, in a checkout at its root."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def find_starter() -> Path:
    """Return the folder that holds programme.toml, decks/, questions/ and templates/ as shipped."""
    packed = _PACKAGE / "starter"
    return packed if packed.is_dir() else _PACKAGE.parent


def find_template_folder(kind: str) -> Path:
    """Return the shipped folder for one kind of template: pptx, html, typst or text."""
    return find_starter() / "templates" / kind
