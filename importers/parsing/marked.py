"""Files of marked text, by their kind: web pages, XML, JSON, MT940, OFX. Read by the child process (:mod:`.child`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..cells import markup
from ..cells.sniff import UnknownXml, decoded
from ..formats import bkrs, camt, gbt24589, mt940, ofx

if TYPE_CHECKING:
    from ..cells.sniff import Kind
    from .child import Sheets


def read(kind: Kind, data: bytes) -> Sheets:
    """Name and rows of each sheet. Raises :class:`..cells.sniff.UnknownXml`."""
    text = decoded(data)
    if kind == "html":
        return markup.web_page(text)
    if kind == "xml":
        return _xml(text)
    if kind == "json":
        return gbt24589.read(gbt24589.from_json(text))
    return mt940.read(text) if kind == "mt940" else ofx.read(text)


def _xml(text: str) -> Sheets:
    root = markup.parsed(text)
    name = markup.local(root)
    if name == "Workbook":
        return markup.xml_workbook(root)
    if name == camt.ROOT:
        return camt.read(root)
    found = bkrs.read(root) if bkrs.is_statement(root) else gbt24589.read(root)
    if not found:
        raise UnknownXml
    return found
