"""The child process that opens papers: ``python -I -m earmark.importers.parsing.paper_child < file``.

Like :mod:`.child`, with the same limits, but of a paper it says in one line of JSON what it is and what stands in it:

    {"form": "xml", "root": "EInvoice", "facts": {"InvoiceNumber": ["2542…"], …}, "codes": [], "text": ""}

``form``: xml, ofd, pdf, image. ``facts``: texts by local element name (or by the name that an OFD gives a value). ``codes``:
what its QR codes say. ``text``: the words of a PDF. PDF and pictures need the extra ``papers``; without it the form is said, and
``needs`` instead of what stands in it.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ..cells import markup
from ..cells.sniff import decoded
from .child import limit

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterator

Facts = dict[str, list[str]]

MOST_SAID = 40
LONGEST = 400
MOST_PAGES = 5
MOST_TEXT = 40_000
MOST_PIXELS = 60_000_000
OFD = "OFD.xml"
NAMED = "CustomData"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"BM", b"II*\0", b"MM\0*", b"RIFF")


def read(data: bytes) -> dict[str, Any]:
    """What a paper is and says; an empty form for what is none."""
    if data.startswith(b"%PDF"):
        return _pdf(data)
    if data.startswith(b"PK"):
        return _ofd(data)
    if data.startswith(PICTURES):
        return _picture(data)
    return _xml(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _said("")


def _said(form: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 (JSON)
    return {"form": form, "root": "", "facts": {}, "codes": [], "text": "", **more}


# ---------------------------------------------------------------- XML


def _xml(data: bytes) -> dict[str, Any]:
    try:
        root = markup.parsed(decoded(data))
    except SyntaxError:
        return _said("")
    return _said("xml", root=markup.local(root), facts=facts_of(root))


def facts_of(root: ET.Element) -> Facts:
    """The texts of the elements without elements below them, by local name, in their order."""
    found: Facts = defaultdict(list)
    for element in root.iter():
        name, words = markup.local(element), " ".join((element.text or "").split())
        if markup.local(element) == NAMED:
            name = element.get("Name", name)
        if words and len(element) == 0 and len(found[name]) < MOST_SAID:
            found[name].append(words[:LONGEST])
    return {name: words for name, words in found.items() if words}


# ---------------------------------------------------------------- OFD


def _ofd(data: bytes) -> dict[str, Any]:
    """What an OFD says of itself, and the XML that it carries; of another ZIP file nothing."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {name.lstrip("/"): name for name in archive.namelist()}
        if OFD not in names:
            return _said("")
        facts: Facts = {}
        root = ""
        for name, stored in sorted(names.items(), key=lambda pair: pair[0] != OFD):
            if name == OFD or (name.lower().endswith((".xml", ".xbrl")) and "attach" in name.lower()):
                inside = _xml(archive.read(stored))
                root = root or (inside["root"] if name != OFD else "")
                _add(facts, inside["facts"])
    return _said("ofd", root=root, facts=facts)


def _add(facts: Facts, more: Facts) -> None:
    """Facts of a second place: names that were said already stay as they were."""
    for name, words in more.items():
        facts.setdefault(name, words)


# ---------------------------------------------------------------- PDF and pictures


def _pdf(data: bytes) -> dict[str, Any]:
    try:
        import pypdf
    except ImportError:
        return _said("pdf", needs="papers")
    document = pypdf.PdfReader(io.BytesIO(data))
    if document.is_encrypted and not document.decrypt(""):
        return _said("pdf", locked=True)
    facts: Facts = {}
    root = ""
    for contents in document.attachments.values():
        for one in contents:
            inside = _xml(one)
            root = root or inside["root"]
            _add(facts, inside["facts"])
    pages = document.pages[:MOST_PAGES]
    text = "\n".join(page.extract_text() for page in pages)[:MOST_TEXT]
    codes = [code for page in pages for picture in _pictures(page) for code in _codes(picture)]
    return _said("pdf", root=root, facts=facts, codes=codes, text=text)


def _pictures(page: Any) -> Iterator[Any]:  # noqa: ANN401 (pypdf's)
    """The pictures of a page that can be decoded; of the others something may be missing, which a code's absence tells."""
    for number in range(len(page.images)):
        try:
            yield page.images[number].image
        except Exception:  # noqa: BLE001, S112 (a picture of a kind that nobody reads is no code)
            continue


def _picture(data: bytes) -> dict[str, Any]:
    try:
        from PIL import Image
    except ImportError:
        return _said("image", needs="papers")
    with Image.open(io.BytesIO(data)) as picture:
        return _said("image", codes=_codes(picture))


def _codes(picture: Any) -> list[str]:  # noqa: ANN401 (Pillow's)
    """What the QR codes of a picture say."""
    try:
        import zxingcpp
    except ImportError:
        return []
    if picture is None or picture.width * picture.height > MOST_PIXELS:
        return []
    return [one.text[:LONGEST] for one in zxingcpp.read_barcodes(picture.convert("L"))]


def main() -> None:
    """Read a paper from standard input and say what it is."""
    limit()
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read()), ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main()
