"""plan/media.toml's bytes → how a monitoring export is read, and every problem in the file. Pure."""

from toolkit.model.media_settings import MEDIA_COLUMNS, MediaSettings
from toolkit.model.programme import Programme
from toolkit.reading.toml_section import Section, parse_toml

MEDIA_FILE = "plan/media.toml"
_KEYS = ("title", "source", "base_year", "example", "date_order", "from", "to", "columns", "swedish", "topics")
_ORDERS = ("dmy", "mdy")
_YEARS = (1900, 2200)


def parse_media_settings(content: bytes, programme: Programme) -> tuple[MediaSettings, Section]:
    """Return the settings as far as they can be understood, and the file's section with its problems."""
    root = parse_toml(content, MEDIA_FILE, programme.languages)
    if root.problems:
        return MediaSettings(), root
    root.check_keys(_KEYS)
    named, topics = root.section("columns"), root.section("topics")
    named.check_keys(MEDIA_COLUMNS)
    settings = MediaSettings(
        title=root.text("title"),
        source=root.text("source"),
        base_year=root.number("base_year", 0, *_YEARS) if "base_year" in root.values else 0,
        example=root.flag("example"),
        date_order=root.reference("date_order", _ORDERS) if root.values.get("date_order") != "" else "",
        columns={key: _take_names(named, key) for key in MEDIA_COLUMNS if key in named.values},
        swedish=_take_names(root, "swedish") or MediaSettings().swedish,
        topics={key.lower(): topics.text(key) for key in topics.values},
        starts=root.day("from"),
        ends=root.day("to"),
    )
    return settings, root


def _take_names(section: Section, key: str) -> tuple[str, ...]:
    """Take a list of names, or one, in lower case: an export's capitals do not matter."""
    value = section.values.get(key)
    names = (section.word(key),) if isinstance(value, str) else section.words(key)
    return tuple(name.lower() for name in names if name)
