"""A list of expenditures without voucher numbers: every row is a payment of its own."""

import datetime
from pathlib import Path

from earmark.importers.receive import commit_import
from earmark.ledger.books.books import Books
from earmark.ledger.vouchers.drafts import drafts

LIST = """日期,对方,摘要,科目,金额,计划用途
2025-04-02,专家甲,学术年会讲课费,业务活动成本-会议费,1500.00,P1
2025-04-05,专家乙,学术年会讲课费,业务活动成本-会议费,1500.00,P1
2025-04-06,专家丙,学术年会讲课费,业务活动成本-会议费,1500.00,P1
2025-04-06,专家丙,学术年会讲课费,业务活动成本-会议费,1500.00,P1
"""


def test_rows_of_one_amount_are_as_many_vouchers(books: Books, tmp_path: Path, today: datetime.date) -> None:
    path = tmp_path / "支出.csv"
    path.write_text(LIST, "utf-8")
    plan = commit_import(books, [path], "chen", award="WH2025-007", today=today)
    assert plan.files[0].counts["new"] == 4
    assert [v.payee for v in drafts(books, "WH2025-007")] == ["专家甲", "专家乙", "专家丙", "专家丙"]
    again = commit_import(books, [path], "chen", award="WH2025-007", today=today)
    assert again.files[0].counts["known"] == 4
