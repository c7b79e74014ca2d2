"""An outline's source and one workshop → the outline as that group gets it, with a map back to source lines. Pure.

Jinja runs sandboxed and strict: an unknown name is a problem, never an empty place. Three traps it is set up against:
pandoc's `{#id}` is Jinja's comment, so comments are written `<!-- … -->`; a value from groups.csv must not become
markup, so `finalize` escapes it (a macro's output is markup and stays); and lines move when blocks drop out, so a mark
at the end of each source line survives rendering and tells problems where they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from types import MappingProxyType, TracebackType
from typing import Any, cast

from jinja2 import StrictUndefined, Template, TemplateError, TemplateRuntimeError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup
from msgspec import Struct

from toolkit.deck.messages import OUTLINE_TOO_LONG, TAILORING_FAILED, TAILORING_SYNTAX, UNKNOWN_NAME
from toolkit.deck.outline.context import Columns, compose_context
from toolkit.deck.outline.names import find_nearest
from toolkit.deck.outline.plain_text import normalise_lines
from toolkit.errors import InputError, Place, Problem
from toolkit.model.plain_text import drop_forbidden
from toolkit.model.programme import Programme
from toolkit.model.workshop import Workshop

_MARK = "\ue000"
_MARKS = re.compile(f"{_MARK}[0-9]*")
_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
_TEMPLATE_FILE = "<template>"
_FILLED_IN = re.compile(r"\{\{.*?\}\}")
_MOST_NAMES = 50
_LONGEST_OUTLINE = 1_000_000
_LARGEST_BASE, _LARGEST_POWER = 1_000_000, 100


class Tailored(Struct, frozen=True, kw_only=True):
    """The tailored Markdown; `lines[n]` is the source line that line n of the text came from."""

    text: str
    lines: tuple[int, ...]


def tailor_outline(
    source: str,
    *,
    programme: Programme,
    workshop: Workshop,
    file: str,
    more: Mapping[str, object] = MappingProxyType({}),
) -> Tailored:
    """Fill an outline in for one workshop; the compiled outline is kept for the next one.

    `more` are further names that the outline may use, beside those of the programme and the workshop. Raises InputError
    with every name that is not known, or with the first of what else cannot be carried out.
    """
    context = {**compose_context(programme, workshop), **more}
    found: list[Problem] = []
    while True:
        try:
            tailored = _tailor(source, context, file)
        except InputError as error:
            if found and error.problems[0].message is not UNKNOWN_NAME:
                break  # it may only come of what was left out here
            found += error.problems
            without = _leave_out(source, error.problems[0])
            if without == source or len(found) >= _MOST_NAMES:
                break
            source = without
        else:
            if not found:
                return tailored
            break
    raise InputError(found)


def _leave_out(source: str, problem: Problem) -> str:
    """Return the source without what is to be filled in on a problem's line, to look for more of them."""
    if problem.message is not UNKNOWN_NAME:
        return source
    lines = normalise_lines(source).split("\n")
    at = problem.place.line - 1
    if 0 <= at < len(lines):
        lines[at] = _FILLED_IN.sub("", lines[at])
    return "\n".join(lines)


def _tailor(source: str, context: Mapping[str, object], file: str) -> Tailored:
    template = _compile(source, file)
    try:
        return _split_marks(_render(template, context, file))
    except UnknownName as error:
        place = Place(file=file, line=_find_line(error.__traceback__))
        facts = {"name": error.name, "known": find_nearest(error.name, error.known or context)}
        raise InputError(Problem(place=place, message=UNKNOWN_NAME, facts=facts)) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, MemoryError) as error:
        raise _translate(error, file, _find_line(error.__traceback__)) from error
    except RecursionError as error:
        raise _translate(error, file, 0) from error


def _render(template: Template, context: Mapping[str, object], file: str) -> str:
    """Fill the template in, piece by piece, so that a loop without end is stopped and told."""
    pieces: list[str] = []
    length = 0
    for piece in template.generate(context):
        pieces.append(piece)
        length += len(piece)
        if length > _LONGEST_OUTLINE or len(pieces) > _LONGEST_OUTLINE:
            place = Place(file=file, line=_find_repetition("".join(pieces)))
            raise InputError(Problem(place=place, message=OUTLINE_TOO_LONG, facts={"most": _LONGEST_OUTLINE}))
    return "".join(pieces)


def escape_markdown(value: str) -> str:
    """Turn a value into Markdown that shows exactly that value, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(drop_forbidden(_MARKS.sub("", value)).split()))


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which also refuses to multiply a text or a number beyond all use."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate, unless the result would fill the memory."""
        if operator == "**" and not (abs(left) < _LARGEST_BASE and abs(right) < _LARGEST_POWER):
            raise SecurityError(f"{left} ** {right} is too large")
        for text, times in ((left, right), (right, left)):
            if isinstance(text, str | list | tuple) and isinstance(times, int) and len(text) * times > _LONGEST_OUTLINE:
                raise SecurityError(f"{times} repetitions are too many")
        return super().call_binop(context, operator, left, right)


class UnknownName(UndefinedError):  # noqa: N818 - it is a name, caught here and nowhere else
    """An outline uses a name that its context lacks."""

    def __init__(self, name: str, known: Iterable[str], message: str | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.known = tuple(known)


class _Unknown(StrictUndefined):
    """Jinja's strict undefined, which also remembers what would have been known."""

    def __init__(self, hint: str | None = None, obj: object = missing, name: str | None = None, exc: object = None):
        super().__init__(hint, obj, name)
        # Jinja calls it with the message alone, so a partial serves as the class.
        self._undefined_exception = cast(type[TemplateRuntimeError], partial(UnknownName, str(name), _list_names(obj)))


def _list_names(obj: object) -> Iterable[str]:
    if isinstance(obj, Columns):
        return obj.names
    if isinstance(obj, Mapping):
        return (str(key) for key in obj)
    # Our own views are Structs; what other rooms add is a dataclass.
    return tuple(getattr(obj, "__struct_fields__", ()) or getattr(obj, "__dataclass_fields__", ()))


class _LineMarks(Extension):
    """Puts a mark with the line's number before each line break of the outline's own text."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type == "data" and "\n" in token.value:
                first, *others = token.value.split("\n")
                lines = [first]
                for number, line in enumerate(others, start=token.lineno):
                    lines.append(f"{_MARK}{number}\n{line}")
                yield Token(token.lineno, "data", "".join(lines))
            else:
                yield token


def _finalize(value: object) -> object:
    if isinstance(value, Markup | _Unknown):
        return value
    if value is None:
        return Markup("")
    if isinstance(value, list | tuple):
        return Markup(r"\, ".join(escape_markdown(str(part)) for part in value))  # noqa: S704 - Markdown, not HTML
    return Markup(escape_markdown(str(value)))  # noqa: S704 - Markdown, not HTML


_ENVIRONMENT = _Sandbox(
    comment_start_string="<!--",
    comment_end_string="-->",
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=_Unknown,
    extensions=[_LineMarks],
    autoescape=True,
    finalize=_finalize,
)


@lru_cache(maxsize=32)
def _compile(source: str, file: str) -> Template:
    try:
        return _ENVIRONMENT.from_string(normalise_lines(source.replace(_MARK, "")))
    except TemplateSyntaxError as error:
        raise _translate(error, file, error.lineno) from error
    except (RecursionError, MemoryError, SyntaxError, ValueError, OverflowError) as error:
        raise _translate(error, file, 0) from error


def _translate(error: BaseException, file: str, line: int) -> InputError:
    message = TAILORING_SYNTAX if isinstance(error, TemplateSyntaxError | SyntaxError) else TAILORING_FAILED
    reason = (str(error) or type(error).__name__).split("\n")[0].rstrip(".")
    return InputError(Problem(place=Place(file=file, line=line), message=message, facts={"reason": reason}))


def _find_line(traceback: TracebackType | None) -> int:
    """Return the outline's line that a rendering error came from; Jinja puts it in the traceback."""
    line = 0
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == _TEMPLATE_FILE:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _find_repetition(rendered: str) -> int:
    """Return the line that a text without end repeats: the last one told, or the next where that was told once."""
    marks = _MARKS.findall(rendered)
    return int(marks[-1][1:] or 0) + (marks.count(marks[-1]) == 1) if marks else 1


def _split_marks(rendered: str) -> Tailored:
    texts: list[str] = []
    lines: list[int] = []
    last = 0
    for line in rendered.split("\n"):
        text, mark, number = line.partition(_MARK)
        last = int(number.rpartition(_MARK)[2]) if mark else last + 1
        texts.append(text)
        lines.append(last)
    return Tailored(text="\n".join(texts), lines=tuple(lines))
