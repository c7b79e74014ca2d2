"""The rules of the house, as tests: layers, purity, first lines, texts translated, commands documented."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "toolkit"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "starter" not in path.parts)

GROUND = (
    "errors",
    "texts",
    "resources",
    "files",
    "tabular",
    "tables",
    "contrast",
    "ooxml",
    "chart",
    "document",
    "typeset",
    "outputs",
    "fonts",
)
STAGES = ("reading", "deck", "sheet", "collect", "store", "summary", "followup", "report")
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(GROUND, GROUND),
    "model": ("model", "errors"),
    **{stage: (stage, "model", *GROUND) for stage in STAGES},
    "commands": ("commands", *STAGES, "model", *GROUND),
    "site": ("site", "commands", *STAGES, "model", *GROUND),
    "click_texts": GROUND,
    "console": ("commands", "reading", "model", "click_texts", *GROUND),
    "cli": ("console", "click_texts", "commands", "site", "model", *GROUND),
    "__main__": ("cli",),
    "__init__": (),
}
STRUCT_ROOMS = ("deck", "sheet", "chart", "fonts", "ooxml")
"""Rooms whose values every build makes by the thousand: msgspec's Structs, which are made and compared in C."""
OUTSIDE_FORMATS = {"lxml", "xlsxwriter", "python_calamine", "sqlalchemy", "typst", "zxingcpp", "time", "random"}
PURE_FILES = [
    *PACKAGE.glob("model/*.py"),
    PACKAGE / "errors.py",
    PACKAGE / "deck/slides.py",
    PACKAGE / "deck/template.py",
    *(path for path in FILES if re.search(r"\bPure\b", (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""))),
]


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_modules(path: Path, *, at_top: bool = False) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    nodes = tree.body if at_top else list(ast.walk(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names if node.module == "toolkit")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_rooms_below_it(path: Path) -> None:
    allowed = MAY_IMPORT[room(path)]
    for module in imported_modules(path):
        if module.startswith("toolkit."):
            assert module.split(".")[1] in (*allowed, "__version__"), f"{path.name} imports {module}"


@pytest.mark.parametrize("path", sorted(set(PURE_FILES)), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_pure_file_knows_no_outside_format_no_sql_and_no_clock(path: Path) -> None:
    modules = {module.split(".")[0] for module in imported_modules(path)}
    assert not modules & OUTSIDE_FORMATS
    assert not re.search(r"\b(date\.today|datetime\.now|open\(|\.write_bytes|\.write_text)", path.read_text("utf-8"))


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("model/*.py")), ids=lambda path: path.name)
def test_the_model_needs_the_standard_library_only(path: Path) -> None:
    for module in imported_modules(path):
        assert module.split(".")[0] in {*sys.stdlib_module_names, "toolkit"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_values_are_dataclasses_but_for_those_made_by_the_thousand(path: Path) -> None:
    modules = imported_modules(path)
    if room(path) in STRUCT_ROOMS:
        assert "dataclasses" not in modules
    else:
        assert not re.search(r"\(Struct\b", path.read_text("utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_first_line_of_a_file_says_what_it_is(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert said
    assert said.splitlines()[0].rstrip()[-1] in ".:;"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_public_functions_and_classes_say_what_they_do(path: Path) -> None:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path.name}: {node.name} has no docstring"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("__init__.py")), ids=lambda path: path.parent.name)
def test_an_init_file_holds_a_docstring_and_nothing_else(path: Path) -> None:
    body = [node for node in ast.parse(path.read_text("utf-8")).body if not isinstance(node, ast.Expr)]
    assert all(isinstance(node, ast.Assign) and node.targets[0].id == "__version__" for node in body)  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_function_grows_beyond_sixty_lines_and_no_file_beyond_five_hundred(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 500
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno <= 60, f"{path.name}: {node.name}"


def find_messages() -> list[tuple[Path, str]]:
    """List every English text that a person may read: Message(cause, remedy), texts("…"), texts.plural("…", "…")."""
    found = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and is_text_call(node):
                for argument in node.args[: 3 if called_name(node) == "Message" else 1]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
                        found.append((path, argument.value))
    return found


def called_name(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_text_call(node: ast.Call) -> bool:
    name = called_name(node)
    on_texts = isinstance(node.func, ast.Attribute) and "texts" in ast.dump(node.func.value)
    return name in ("Message", "texts", "self") or (name == "plural" and on_texts)


def test_every_text_a_person_may_read_is_translated_to_swedish() -> None:
    from toolkit.texts import load_texts

    swedish = load_texts("sv")
    missing = [
        f"{path.relative_to(ROOT)}: {message!r}"
        for path, message in find_messages()
        if swedish._find(message) == message and not is_same_in_swedish(message) and not is_plural(message)
    ]
    assert not missing, "\n".join(missing)


def is_same_in_swedish(message: str) -> bool:
    return not re.search(r"[A-Za-z]{2}", re.sub(r"\{[^}]*\}", "", message)) or message in SAME_IN_SWEDISH


SAME_IN_SWEDISH = {
    "Register",
    "Id",
    "{width} × {height} mm",
    "Organisation",
    "Text",
    "Item",
    "Format",
    "Median",
    "Status",
    "Version",
}


def is_plural(message: str) -> bool:
    """Plural forms are found by number, not by text; the singular is their key."""
    from toolkit.texts import load_texts

    return any((message, 1) in getattr(catalogue, "_catalog", {}) for catalogue in load_texts("sv")._catalogues)


def test_help_texts_are_translated_to_swedish() -> None:
    import click

    from toolkit.cli import main
    from toolkit.texts import load_texts

    swedish = load_texts("sv")
    said = [main.help or ""]
    for command in (main, *main.commands.values()):
        said.append(command.help or "")
        said.extend(option.help for option in command.params if isinstance(option, click.Option) and option.help)
    assert [text for text in said if text and swedish(text) == text] == []


@pytest.mark.parametrize("po", sorted(ROOT.glob("templates/text/*/LC_MESSAGES/*.po")), ids=lambda path: path.name)
def test_a_compiled_catalogue_says_what_its_source_says(po: Path) -> None:
    """Compared by what they say: each version of Babel writes a header of its own."""
    import gettext

    from babel.messages.pofile import read_po

    with po.open("rb") as source:
        catalogue = read_po(source)
    said = {}
    for message in catalogue:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        if message.id and all(forms):
            said.update({(ids[0], n) if len(ids) > 1 else ids[0]: form for n, form in enumerate(forms)})
        wanted = {name for text in ids for name in re.findall(r"\{(\w+)", text)}
        for form in filter(None, forms if message.id else ()):
            assert set(re.findall(r"\{(\w+)", form)) <= wanted, f"{po.name}: {form}"
    with po.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # the one way to list them
    assert {key: form for key, form in compiled.items() if key} == said, "run: make texts"


def test_the_lock_files_hold_every_dependency_with_hashes_and_name_no_index() -> None:
    import tomllib

    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for name, asked in (
        ("requirements.lock", [*project["dependencies"], *extras["postgresql"], "hatchling"]),
        ("requirements-dev.lock", [*project["dependencies"], *extras["postgresql"], *extras["dev"], "hatchling"]),
    ):
        lock = (ROOT / name).read_text("utf-8")
        entries = re.split(r"\n(?=[A-Za-z0-9])", lock.split("\n", 2)[2])
        pinned = {entry.split("==")[0].split("[")[0].lower(): entry.split("==")[1].split()[0] for entry in entries}
        assert all("--hash=sha256:" in entry for entry in entries)
        assert "://" not in lock
        for text in asked:
            wanted = Requirement(text)
            assert wanted.specifier.contains(pinned[wanted.name.lower()]), f"{name}: {text}; run: make lock"


def test_the_readme_documents_every_command() -> None:
    from toolkit.cli import main

    readme = (ROOT / "README.md").read_text("utf-8")
    for name in main.commands:
        assert f"toolkit {name}" in readme, name


def test_version_and_help_import_click_and_nothing_heavy() -> None:
    code = (
        "import sys\nfrom toolkit.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'lxml', 'sqlalchemy', 'xlsxwriter', 'typst', 'jinja2', 'markdown_it', 'zxingcpp', 'rich', 'babel',\n"
        "    'starlette', 'uvicorn'}\n"
        "sys.exit(' '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr


def test_no_example_fails_on_a_clock() -> None:
    from hypothesis import HealthCheck, settings

    assert settings.default is not None
    assert settings.default.deadline is None
    assert HealthCheck.too_slow in settings.default.suppress_health_check
    stamped = re.compile(r"@settings\([^)]*deadline=(?!None)")
    assert not [path.name for path in ROOT.glob("tests/**/*.py") if stamped.search(path.read_text("utf-8"))]
