"""A REFI-QDA codebook (.qdc) from another program → its codes, and what is wrong in the file. An edge.

The file comes from strangers: no entity is expanded, no document type is read, nothing is fetched.
"""

from lxml import etree

from toolkit.collect.qdc_messages import NO_CODES, NOT_QDC, NOT_XML, WITH_DOCTYPE
from toolkit.errors import InputError, Message, Place, Problem
from toolkit.model.plain_text import tidy_text, tidy_word
from toolkit.model.qdc import XMLNS, QdcCode

_DEEPEST = 50


def parse_qdc(content: bytes, file: str) -> tuple[QdcCode, ...]:
    """Return every code of the file that can be given, in its order. Raises InputError where it is no codebook."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refuse(file, NOT_XML) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refuse(file, WITH_DOCTYPE)
    if root.tag != f"{{{XMLNS}}}CodeBook":
        raise _refuse(file, NOT_QDC)
    found: list[QdcCode] = []
    for codes in root.iterfind(f"{{{XMLNS}}}Codes"):
        _gather(codes, "", found, 0)
    if not found:
        raise _refuse(file, NO_CODES)
    return tuple(found)


def _gather(parent: etree._Element, folder: str, found: list[QdcCode], depth: int) -> None:
    for code in parent.iterfind(f"{{{XMLNS}}}Code"):
        name = tidy_word(code.get("name", ""))
        description = code.findtext(f"{{{XMLNS}}}Description") or ""
        if name and code.get("isCodable", "true").lower() not in ("false", "0"):
            found.append(QdcCode(name=name, description=tidy_text(description), folder=folder))
        if depth < _DEEPEST:
            _gather(code, name or folder, found, depth + 1)


def _refuse(file: str, message: Message) -> InputError:
    return InputError(Problem(place=Place(file=file), message=message))
