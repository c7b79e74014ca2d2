"""A Word report that somebody has worked on + what was written last + what would be written now → what is to stand.

Pure. What stands in the grey fields is carried into the new report; where anything else was changed, nothing is merged.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from toolkit.errors import Message, Place, Problem, TemplateError
from toolkit.outputs.merging import Merged
from toolkit.report import messages
from toolkit.report.docx_merge.carry import can_carry, carry_texts
from toolkit.report.docx_merge.compare import Difference, find_differences, list_filled
from toolkit.report.docx_merge.reading import read_document
from toolkit.report.docx_merge.values import Document, Field, Kind

_MOST_NAMED = 12
_DIFFERS: Final[dict[Kind, Message]] = {
    "paragraph": messages.PARAGRAPHS_DIFFER,
    "heading": messages.HEADINGS_DIFFER,
    "table": messages.TABLES_DIFFER,
    "figure": messages.FIGURES_DIFFER,
    "field": messages.FIELDS_DIFFER,
    "comment": messages.COMMENTS_THERE,
    "revision": messages.REVISIONS_THERE,
    "contents": messages.CONTENTS_DIFFER,
    "running": messages.RUNNING_DIFFERS,
    "page": messages.PAGE_DIFFERS,
    "property": messages.PROPERTIES_DIFFER,
}
_OF_TEMPLATES = (messages.NOT_A_DOCUMENT, messages.MACROS, messages.STRICT, messages.TOO_LARGE, messages.OPEN_DOCUMENT)


def merge_reports(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
    """Carry the texts of the grey fields into the new report, or leave the person's file as it is."""
    new = read_document(name, fresh)
    old = _read_base(name, base)
    try:
        theirs = read_document(name, edited, old)
    except TemplateError as error:
        return Merged(content=None, beside=True, notices=tuple(map(_tell_unreadable, error.problems)))
    changed = find_differences(old or new, theirs)
    if not (_has_news(old, new) if old else changed):
        return Merged(content=None, beside=False)
    filled = list_filled(theirs, _list_prompts(new) | (_list_prompts(old) if old else frozenset()))
    lost = tuple(_tell_lost(filled, new, name))
    if changed:
        notices = (*_tell_changed(changed, name), *lost, *_tell_fields(filled, name, messages.FIELDS_WAIT))
        return Merged(content=None, beside=True, notices=notices)
    if lost:
        return Merged(content=None, beside=True, notices=lost)
    content = carry_texts(new.package, theirs.package, filled) if filled else fresh
    return Merged(content=content, beside=False, notices=tuple(_tell_fields(filled, name, messages.FIELDS_CARRIED)))


def _read_base(name: str, base: bytes | None) -> Document | None:
    """Read what was written last; damaged, it is as good as unknown."""
    try:
        return None if base is None else read_document(name, base)
    except TemplateError:
        return None


def _has_news(old: Document, new: Document) -> bool:
    """Whether the program would say something else today than last time, in the text or in what its fields ask."""
    before, now = dict(_list_prompts(old)), dict(_list_prompts(new))
    return bool(find_differences(old, new)) or any(before[tag] != now[tag] for tag in before.keys() & now.keys())


def _list_prompts(document: Document) -> frozenset[tuple[str, str]]:
    return frozenset((field.tag, field.text) for field in document.fields if field.prompt)


def _tell_unreadable(problem: Problem) -> Problem:
    message = messages.NOT_A_REPORT if problem.message in _OF_TEMPLATES else problem.message
    return Problem(place=problem.place, message=message, facts=problem.facts, notice=True)


def _tell_changed(changed: Sequence[Difference], name: str) -> Iterator[Problem]:
    """Say where what was changed, in the order of the text; after a dozen, how much more there is."""
    for each in changed[:_MOST_NAMED]:
        place = Place(file=name, key=each.heading)
        yield Problem(place=place, message=_DIFFERS[each.kind], facts={"n": each.count}, notice=True)
    if more := sum(each.count for each in changed[_MOST_NAMED:]):
        yield Problem(place=Place(file=name), message=messages.MORE_DIFFERS, facts={"n": more}, notice=True)


def _tell_lost(filled: Sequence[Field], new: Document, name: str) -> Iterator[Problem]:
    """Say which texts the new report has no field for, and which hold what cannot be carried."""
    known = {field.tag for field in new.fields}
    for field in filled:
        carried = can_carry(field.content)
        if field.tag not in known or not carried:
            message = messages.FIELD_STUCK if field.tag in known else messages.FIELD_GONE
            place = Place(file=name, key=field.heading)
            yield Problem(place=place, message=message, notice=True)


def _tell_fields(filled: Sequence[Field], name: str, message: Message) -> Iterator[Problem]:
    if filled:
        headings = dict.fromkeys(field.heading for field in filled)
        facts = {"n": len(filled), "headings": "; ".join(headings)}
        yield Problem(place=Place(file=name), message=message, facts=facts, notice=True)
