"""What a file is, its bytes say; what cannot be read is called what it is, with what to do."""

import io
import zipfile

import pytest

from toolkit.errors import InputError
from toolkit.tables import messages
from toolkit.tables.recognise import recognise

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def pack(*names: str, mimetype: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        if mimetype:
            package.writestr("mimetype", mimetype)
        for name in names:
            package.writestr(name, "<x/>")
    return made.getvalue()


def ole(*names: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le") + bytes(64) for name in names)


OPEN = "application/vnd.oasis.opendocument."
REFUSED = {
    "an old workbook": (ole("Root Entry", "Workbook"), messages.OLD_EXCEL),
    "a still older workbook": (ole("Root Entry", "Book"), messages.OLD_EXCEL),
    "a workbook with a password": (ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), messages.ENCRYPTED),
    "a workbook under rights management": (
        ole("Root Entry", "EncryptedPackage", "\x06DataSpaces", "DRMEncryptedDataSpace"),
        messages.RIGHTS_MANAGED,
    ),
    "an old workbook under rights management": (ole("Root Entry", "\x09DRMContent"), messages.RIGHTS_MANAGED),
    "an old Word document": (ole("Root Entry", "WordDocument"), messages.WORD_FILE),
    "an old presentation with a workbook inside": (
        ole("Root Entry", "PowerPoint Document", "Workbook"),
        messages.POWERPOINT_FILE,
    ),
    "an e-mail with a Word document attached": (
        ole("Root Entry", "__properties_version1.0", "WordDocument"),
        messages.MAIL_FILE,
    ),
    "something else of Office": (ole("Root Entry", "Quill"), messages.OLD_OFFICE),
    "a Word document": (pack("word/document.xml"), messages.WORD_FILE),
    "a presentation": (pack("ppt/presentation.xml"), messages.POWERPOINT_FILE),
    "a binary workbook": (pack("xl/workbook.bin"), messages.BINARY_EXCEL),
    "Numbers": (pack("Index/Document.iwa", "Index/Tables/DataList.iwa"), messages.APPLE_FILE),
    "Pages": (pack("Index/Document.iwa", "preview.jpg"), messages.APPLE_FILE),
    "an OpenDocument text": (pack(mimetype=f"{OPEN}text"), messages.WORD_FILE),
    "an OpenDocument presentation": (pack(mimetype=f"{OPEN}presentation"), messages.POWERPOINT_FILE),
    "another zip": (pack("a.txt"), messages.NOT_A_TABLE),
    "half a zip": (pack("xl/workbook.xml")[:60], messages.TRUNCATED),
    "a PDF": (b"%PDF-1.7\n", messages.PDF_FILE),
    "a picture from a phone": (b"\xff\xd8\xff\xe1" + bytes(40), messages.PICTURE_FILE),
    "a picture from an iPhone": (b"\0\0\0\x18ftypheic" + bytes(40), messages.PICTURE_FILE),
    "a screenshot": (b"\x89PNG\r\n\x1a\n" + bytes(40), messages.PICTURE_FILE),
    "rich text": (b"{\\rtf1\\ansi hej}", messages.WORD_FILE),
    "a database": (b"SQLite format 3\0" + bytes(80), messages.DATABASE_FILE),
    "a packed file": (b"\x1f\x8b\x08" + bytes(20), messages.PACKED_FILE),
    "a web page called .xls": (b"<html><table><tr><td>1</td></tr></table></html>", messages.WEB_PAGE),
    "a web page with a doctype": (b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<body>", messages.WEB_PAGE),
    "a web archive": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", messages.WEB_PAGE),
    "Excel's XML of 2003": (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', messages.XML_FILE),
    "a file that is still in the cloud": (b"", messages.NO_BYTES),
    "a blank file": (b" \r\n ", messages.EMPTY),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_table_is_called_what_it_is(what: str) -> None:
    content, message = REFUSED[what]
    with pytest.raises(InputError) as caught:
        recognise(content, "fil.xlsx")
    (problem,) = caught.value.problems
    assert problem.message == message
    assert problem.message.remedy


def test_what_is_a_table_goes_to_its_reader() -> None:
    assert recognise(pack("xl/workbook.xml"), "x.csv") == "xlsx"
    assert recognise(pack(mimetype=f"{OPEN}spreadsheet"), "x") == "ods"
    assert recognise(b"BM;antal\n1;2\n", "x.xlsx") == "text"
    assert recognise(b"grupp;namn\n", "x.xlsx") == "text"
