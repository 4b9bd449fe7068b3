"""The pages 疑点 and 资金 as HTML, and the figures behind them."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from earmark.reports.web.figures import figures
from earmark.reports.web.page import rows
from earmark.reports.web.words import CATEGORIES, OUTCOMES, PAGE, STATUSES

HERE = "/wh2025-007-学会能力提升专项"


@pytest.fixture
def findings(client: FlaskClient) -> str:
    return client.get(f"{HERE}/extension/EarmarkFindings/").text


@pytest.fixture
def award(client: FlaskClient) -> str:
    return client.get(f"{HERE}/extension/EarmarkAward/").text


def row(page: str, finding: str) -> str:
    """The table row of one finding."""
    found = re.search(rf'<tr role="row" id="{finding}">.*?</tr>', page, re.DOTALL)
    assert found, f"no row of {finding}"
    return found.group()


def test_a_finding_shows_all_that_a_reader_needs(findings: str) -> None:
    shown = row(findings, "F-WH2025-007-V0003a")
    for words in (
        "涉嫌违规",
        "人员经费",
        "3,000.00",
        "2025-08-22",
        "A03",
        "标准评审专家咨询费",
        "《学会能力提升专项实施方案》五(三)",
        "专项资金不得用于人员、日常办公经费支出",
        "A03 是本单位在职人员",
        "证明 A03 付款日不在职",
        "未处理",
        "工行8801.xls:13",
    ):
        assert words in shown


def test_a_finding_leads_to_its_voucher_past_any_filter(client: FlaskClient) -> None:
    page = client.get(f"{HERE}/extension/EarmarkFindings/?time=2024&account=Income").text
    shown = row(page, "F-WH2025-007-V0003a")
    link = re.search(r'href="([^"]*/journal/[^"]*)"', shown)
    assert link
    assert "filter=%5EWH2025-007-V0003&amp;time=&amp;account=" in link.group(1)
    journal = json.loads(
        client.get(f"{HERE}/api/journal_page?page=1&order=asc&filter=%5EWH2025-007-V0003").text
    )
    assert "标准评审专家咨询费" in journal["data"]["journal"]


def test_the_gravest_findings_come_first(findings: str) -> None:
    places = [findings.index(f'id="earmark-{outcome}"') for outcome in OUTCOMES]
    assert places == sorted(places)


def test_findings_are_counted_and_summed_and_what_is_open_is_said(findings: str) -> None:
    captions = [
        " ".join(caption.split()) for caption in re.findall(r"<caption>(.*?)</caption>", findings, re.DOTALL)
    ]
    assert captions == [
        "共 1 项，3,000.00 CNY · 1 项未处理",
        "共 1 项，16,000.00 CNY · 1 项未处理",
        "共 2 项，4,380.00 CNY · 2 项未处理",
    ]


def test_a_hostile_payee_is_text(findings: str) -> None:
    assert "&lt;img src=x onerror=alert(1)&gt;" in findings
    assert "<img" not in findings


def test_a_subject_without_a_charge_has_dashes(findings: str) -> None:
    shown = row(findings, "F-filing")
    assert shown.count("—") == 2
    assert "filing" in shown
    assert "/journal/" not in shown


def test_originals_of_a_voucher_are_links_to_download(client: FlaskClient, app: Flask) -> None:
    audit = audit_of(app)
    venue = next(charge for charge in audit.charges if charge.documents)
    first = replace(audit.findings[0], id="F-venue", subject=venue.id)
    swap(app, replace(audit, findings=(first,)))
    shown = row(client.get(f"{HERE}/extension/EarmarkFindings/").text, "F-venue")
    assert "原件 发票.pdf" in shown
    link = re.search(r'<a data-remote download href="([^"]*发票|[^"]*%E5%8F%91%E7%A5%A8[^"]*)"', shown)
    assert link
    with client.get(link.group(1)) as response:
        assert response.data == b"%PDF-1.4 invoice"


def test_without_an_audit_no_page_says_that_nothing_was_found(client: FlaskClient, app: Flask) -> None:
    ledger = app.config["LEDGERS"].ledgers[0]
    ledger.all_entries = [e for e in ledger.all_entries if getattr(e, "type", "") != "earmark-audit"]
    for page in ("EarmarkFindings", "EarmarkAward"):
        text = client.get(f"{HERE}/extension/{page}/").text
        assert "审计没有运行" in text
        assert "没有疑点</strong>" not in text


def test_an_audit_without_findings_says_so(client: FlaskClient, app: Flask) -> None:
    swap(app, replace(audit_of(app), findings=()))
    assert "没有疑点</strong>" in client.get(f"{HERE}/extension/EarmarkFindings/").text


def test_every_table_names_itself_and_its_columns(findings: str, award: str) -> None:
    for page in (findings, award):
        assert page.count("<caption>") == page.count("<table ")
        assert not re.findall(r"<th(?![^>]*scope=)[ >]", page)


def test_the_plan_is_shown_line_by_line(award: str) -> None:
    cells = [
        re.sub(r"<[^>]*>|\s+", " ", line).split() for line in re.findall(r"<tr>.*?</tr>", award, re.DOTALL)
    ]
    assert cells == [
        ["用途", "计划", "已支出", "剩余", "执行"],
        ["P1", "学术交流", "200,000.00", "60,000.00", "140,000.00", "30.0%"],
        ["P2", "科普活动", "180,000.00", "4,380.00", "175,620.00", "2.4%"],
        ["P3", "标准与评审", "2,000.00", "3,000.00", "-1,000.00", "150.0%"],
        ["不在计划内", "0.00", "16,000.00", "-16,000.00", "—"],
        ["合计", "382,000.00", "83,380.00", "298,620.00"],
    ]


def test_totals_that_an_audit_does_not_know_are_dashes_and_no_zeros(award: str) -> None:
    totals = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", award))
    assert totals["核定"] == "500,000.00"
    assert totals["已支出"] == "83,380.00"
    assert {totals[name] for name in ("已收", "余额", "认定", "责令收回", "已退回", "未退回")} == {"—"}


def test_the_chart_holds_plan_and_spending_so_far(client: FlaskClient, award: str) -> None:
    chart = re.search(
        r'<svelte-component type="charts"><script type="application/json">(.*?)</script>', award
    )
    assert chart
    (line,) = client.application.json.loads(chart.group(1))
    assert (line["type"], line["label"]) == ("balances", "计划与累计支出")
    assert line["data"][0] == {"date": "2025-03-01", "balance": {"计划": 382000.00, "已支出": 0}}
    assert line["data"][-1] == {"date": "2025-10-20", "balance": {"计划": 382000.00, "已支出": 83380.00}}


def test_figures_add_up(audit: Any) -> None:  # noqa: ANN401 (the audit of conftest)
    shown = figures(audit)
    assert sum(line.spent for line in shown.plan) == shown.spent == shown.course[-1][1]
    assert sum(line.left for line in shown.plan) == shown.left


def test_advances_are_not_spent(audit: Any) -> None:  # noqa: ANN401
    advance = replace(audit.charges[0], kind="advance")
    assert figures(replace(audit, charges=(advance,))).spent == Decimal("0.00")


def test_a_reduction_lowers_what_was_spent(audit: Any) -> None:  # noqa: ANN401
    back = replace(audit.charges[0], id="back", amount=Decimal("-1000.00"), date=datetime.date(2025, 5, 1))
    shown = figures(replace(audit, charges=(audit.charges[0], back)))
    assert (shown.spent, shown.plan[0].spent) == (Decimal("59000.00"), Decimal("59000.00"))


def test_open_findings_come_before_settled_ones(audit: Any) -> None:  # noqa: ANN401
    first, second, *_ = audit.findings
    settled = replace(first, outcome="violation", status="cleared", date=datetime.date(2025, 1, 1))
    found = rows(replace(audit, findings=(settled, second)))
    assert [row.finding.id for row in found] == [second.id, settled.id]


def test_the_pages_speak_english_to_a_ledger_that_does(client: FlaskClient, app: Flask) -> None:
    app.config["LEDGERS"].ledgers[0].fava_options.language = "en"
    assert "suspected violation" in client.get(f"{HERE}/extension/EarmarkFindings/").text
    assert "On no plan line" in client.get(f"{HERE}/extension/EarmarkAward/").text


@pytest.mark.parametrize("words", [OUTCOMES, CATEGORIES, STATUSES, PAGE])
def test_all_words_are_in_both_languages(words: dict[str, Any]) -> None:
    assert [key for key, text in words.items() if not (text.zh and text.en)] == []


def audit_of(app: Flask) -> Any:  # noqa: ANN401
    return entry_of(app).meta["__audit__"]


def entry_of(app: Flask) -> Any:  # noqa: ANN401
    entries = app.config["LEDGERS"].ledgers[0].all_entries
    return next(entry for entry in entries if getattr(entry, "type", "") == "earmark-audit")


def swap(app: Flask, audit: Any) -> None:  # noqa: ANN401
    entry_of(app).meta["__audit__"] = audit
