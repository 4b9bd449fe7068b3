"""``earmark import --documents FOLDER`` on screen: what each file of the folder is, where it was placed, and why.

Statements and exports among the files go the way of any import first, so that papers find the vouchers that they brought; a dry
run writes nothing and so matches papers with what the books hold already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.evidence import PAPERS

if TYPE_CHECKING:
    from pathlib import Path

    from earmark.importers.papers.folder import Sorted

    from .session import Session

FATES = {
    "table": Text("账表", "table"),
    "placed": Text("已归位", "placed"),
    "known": Text("已有", "known"),
    "unplaced": Text("未归位", "not placed"),
    "refused": Text("拒收", "refused"),
}
HEAD = (
    Text("文件", "file"),
    Text("种类", "kind"),
    Text("去向", "fate"),
    Text("凭证", "voucher"),
    Text("理由", "reason"),
)
ATTACH = Text(
    "未归位的由人指定：earmark document attach 资金编号 凭证编号 文件 --kind …",
    "attach what was not placed by hand: earmark document attach AWARD VOUCHER FILE --kind …",
)
DRY = Text(
    "试运行：单据只与账簿里已有的凭证比对，旁边账表里的凭证不在内",
    "dry run: papers were matched with vouchers in the books, not with those of the tables beside them",
)


class Sorting:
    """A folder that was looked at."""

    def __init__(self, session: Session, folder: Path, award: str | None, by: str) -> None:
        """Look at it. Raises :class:`earmark.importers.cells.cells.CannotRead`."""
        self.session = session
        self.folder = folder
        self.award = award
        self.by = by
        self.found = self._sorted()
        self.wrote = False

    def _sorted(self) -> list[Sorted]:
        from earmark.importers.papers.folder import sort_folder

        return sort_folder(self.session.books, self.folder, award=self.award, by=self.by)

    @property
    def tables(self) -> tuple[Path, ...]:
        """The statements and exports among the files."""
        return tuple(one.path for one in self.found if one.fate == "table")

    def finish(self, *, write: bool) -> None:
        """Attach what finds its place now that the tables are in the books."""
        from earmark.importers.papers.folder import attach_sorted

        if not write:
            return
        if self.tables:
            self.found = self._sorted()
        attach_sorted(self.session.books, self.found, self.by)
        self.wrote = True

    def to_json(self) -> dict[str, Any]:
        """The documents, beside the files of the import."""
        return {"documents": [one.to_json(self.session.lang) for one in self.found]}

    def show(self) -> None:
        """One line a file, and how many have each fate."""
        self.session.table(HEAD, [_row(one) for one in self.found])
        counts = {fate: sum(one.fate == fate for one in self.found) for fate in FATES}
        gap = Text("　", "  ").show(self.session.lang)
        self.session.say(gap.join(f"{FATES[f].show(self.session.lang)} {n}" for f, n in counts.items()))
        if counts["unplaced"]:
            self.session.hint(ATTACH)
        if not self.wrote and self.tables:
            self.session.hint(DRY)


def _row(one: Sorted) -> list[object]:
    place = one.attachment.subject if one.attachment else "、".join(s.id for s in one.candidates)
    return [one.file, PAPERS.get(one.kind, ""), FATES[one.fate], place, one.reason]
