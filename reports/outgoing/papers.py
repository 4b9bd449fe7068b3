"""Which papers there are, and which skins each has; a paper's module is loaded when it is asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.text import Text

from ..outfile import DOCUMENT, PAGE, WORKBOOK

if TYPE_CHECKING:
    from pathlib import Path

    from earmark.ledger.base.text import Lang

    from .value import Letter, Sheet


class Paper(NamedTuple):
    """A paper by name; ``of``: what it speaks of (awards, or one order or finding), ``also``: what else may be said."""

    name: Text
    of: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The suffixes of files that it can be written to."""
        return (*(WORKBOOK if self.of == AWARDS else DOCUMENT), *PAGE)


AWARDS = ("awards",)
PAPERS = {
    "problems": Paper(Text("问题清单", "list of problems"), AWARDS),
    "register": Paper(Text("整改台账", "register of rectification"), AWARDS),
    "progress": Paper(Text("收回进度", "progress of recovery"), AWARDS),
    "recovery": Paper(Text("收回汇总", "summary of recovery"), AWARDS),
    "evidence": Paper(Text("审计取证单", "audit evidence sheet"), ("finding",)),
    "notice": Paper(Text("整改（收回）通知书", "notice of rectification"), ("order", "finding")),
    "reminder": Paper(Text("催办函", "reminder"), ("order",), ("until",)),
}


def made(name: str, *args: object, **given: object) -> Sheet | Letter:
    """The paper of that name. Raises what the paper's own file names."""
    module = importlib.import_module(f".{name}", __package__)
    paper: Sheet | Letter = module.paper(*args, **given)
    return paper


def written(paper: Sheet | Letter, out: Path, lang: Lang) -> bytes:
    """The bytes of a file, by the suffix of its name."""
    from .value import Letter

    if out.suffix.lower() in PAGE:
        from .as_html import as_html

        return as_html(paper, lang).encode()
    if isinstance(paper, Letter):
        from .as_document import as_document

        return as_document(paper, lang)
    from .as_workbook import as_workbook

    return as_workbook(paper, lang)
