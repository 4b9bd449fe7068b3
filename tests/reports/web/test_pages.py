"""The pages 疑点 and 资金 as HTML, and the figures behind them."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest
from beancount.core.data import Document
from flask import Flask
from flask.testing import FlaskClient

from earmark.ledger.awards.register import Milestone
from earmark.plugins.judging.finding import OUTCOMES, Audit
from earmark.reports.web.figures import figures
from earmark.reports.web.page import rows
from earmark.reports.web.seen import Seen, seen_in
from earmark.reports.web.words import PAGE

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
    shown = row(findings, "F-fee")
    for words in (
        "涉嫌违规",
        "人员支出",
        "3,000.00",
        "2025-08-22",
        "A03",
        "标准评审专家咨询费",
        "武科协〔2012〕105号《学会能力提升专项实施方案》 五(三)",
        "专项资金不得用于人员、日常办公经费支出",
        "A03 是本单位在职人员",
        "证明 A03 付款日不在职",
        "待认定",
        "工行8801.xls:13",
    ):
        assert words in shown


def test_a_finding_leads_to_its_voucher_past_any_filter(client: FlaskClient) -> None:
    page = client.get(f"{HERE}/extension/EarmarkFindings/?time=2024&account=Income").text
    shown = row(page, "F-fee")
    link = re.search(r'href="([^"]*/journal/[^"]*)"', shown)
    assert link
    assert "filter=%5EWH2025-007-V0003&amp;time=&amp;account=" in link.group(1)
    journal = json.loads(
        client.get(f"{HERE}/api/journal_page?page=1&order=asc&filter=%5EWH2025-007-V0003").text
    )
    assert "标准评审专家咨询费" in journal["data"]["journal"]


def test_the_gravest_findings_come_first(findings: str) -> None:
    places = [findings.index(f'id="WH2025-007-{outcome}"') for outcome in OUTCOMES]
    assert places == sorted(places)


def test_findings_are_counted_and_summed_and_what_is_open_is_said(findings: str) -> None:
    captions = [
        " ".join(caption.split()) for caption in re.findall(r"<caption>(.*?)</caption>", findings, re.DOTALL)
    ]
    assert captions == [
        "共 2 项，63,000.00 CNY · 1 项待认定",
        "共 1 项，16,000.00 CNY · 1 项待认定",
        "共 2 项，4,380.00 CNY · 2 项待认定",
    ]


def test_a_hostile_payee_is_text(findings: str) -> None:
    assert "&lt;img src=x onerror=" in findings
    assert "<img" not in findings


def test_a_subject_without_a_charge_has_dashes(findings: str) -> None:
    shown = row(findings, "F-filing")
    assert shown.count("—") == 2
    assert "filing" in shown
    assert "/journal/" not in shown


def test_originals_of_a_voucher_are_links_to_download(client: FlaskClient, app: Flask, seen: Seen) -> None:
    venue = next(charge for charge in seen.audit.charges if charge.documents)
    first = replace(seen.audit.findings[0], id="F-venue", subject=venue.id)
    swap(app, replace(seen.audit, findings=(first,)))
    shown = row(client.get(f"{HERE}/extension/EarmarkFindings/").text, "F-venue")
    assert "原件 发票.pdf" in shown
    link = re.search(rf'<a data-remote download href="([^"]*{quote("发票.pdf")})"', shown)
    assert link
    with client.get(link.group(1)) as response:
        assert response.data == b"%PDF-1.4 invoice"


def test_a_finding_leads_to_the_files_that_its_voucher_was_imported_from(app: Flask) -> None:
    """The statement and the journal, by the names that the voucher's lines give as their source."""
    entries = app.config["LEDGERS"].ledgers[0].all_entries
    some = next(entry for entry in entries if isinstance(entry, Document))
    copies = [
        some._replace(filename=f"/books/documents/{link}-{name}", links=frozenset({link}))
        for link, name in (("I-3fa9c1d2", "工行8801.xls"), ("I-00000000", "别的.xls"))
    ]
    (only,) = seen_in([*entries, *copies])
    shown = [
        row.documents for row in rows(only) if any(s.file == "工行8801.xls" for s in row.finding.sources)
    ]
    assert shown
    assert all("/books/documents/I-3fa9c1d2-工行8801.xls" in documents for documents in shown)
    assert not any("/books/documents/I-00000000-别的.xls" in documents for documents in shown)


def test_a_finding_shows_its_id(findings: str) -> None:
    assert "<code>F-rest</code>" in row(findings, "F-rest")


def test_a_decided_finding_that_no_rule_gives_any_more_stays_on_the_page(findings: str) -> None:
    shown = row(findings, "F-rest")
    assert "不再出现" in shown
    assert "场地为本会自有" in shown


@pytest.mark.parametrize("page", ["EarmarkFindings", "EarmarkAward"])
def test_without_an_audit_no_page_says_that_nothing_was_found(
    client: FlaskClient, app: Flask, page: str
) -> None:
    ledger = app.config["LEDGERS"].ledgers[0]
    ledger.all_entries = [e for e in ledger.all_entries if getattr(e, "type", "") != "earmark-audit"]
    text = client.get(f"{HERE}/extension/{page}/").text
    assert "审计没有运行" in text
    assert "没有疑点</strong>" not in text


def test_an_award_without_findings_says_so(client: FlaskClient, app: Flask, seen: Seen) -> None:
    ledger = app.config["LEDGERS"].ledgers[0]
    ledger.all_entries = [
        e for e in ledger.all_entries if getattr(e, "type", "") not in {"earmark-decision", "earmark-answer"}
    ]
    swap(app, replace(seen.audit, findings=()))
    assert "没有疑点</strong>" in client.get(f"{HERE}/extension/EarmarkFindings/").text


def test_books_of_several_awards_show_each(client: FlaskClient, app: Flask, seen: Seen) -> None:
    other = replace(seen.award.grant, id="WH2025-008", recipient_name="江城另一学会")
    audit = replace(seen.audit, award=replace(seen.award, grant=other), charges=(), findings=())
    ledger = app.config["LEDGERS"].ledgers[0]
    ledger.all_entries = [*ledger.all_entries, entry_of(app)._replace(meta={"__audit__": audit})]
    text = client.get(f"{HERE}/extension/EarmarkFindings/").text
    assert text.index("WH2025-007 · 江城示例学会") < text.index("WH2025-008 · 江城另一学会")
    assert "WH2025-008 · 江城另一学会" in client.get(f"{HERE}/extension/EarmarkAward/").text


def test_every_table_names_itself_and_its_columns(findings: str, award: str) -> None:
    for page in (findings, award):
        assert page.count("<caption>") == page.count("<table ")
        assert not re.findall(r"<th(?![^>]*scope=)[ >]", page)


def test_the_plan_is_shown_line_by_line(award: str) -> None:
    cells = [
        re.sub(r"<[^>]*>|\s+", " ", line).split() for line in re.findall(r"<tr>.*?</tr>", award, re.DOTALL)
    ]
    assert cells == [
        ["用途", "计划", "支出", "剩余", "执行"],
        ["P1", "学术交流", "200,000.00", "60,000.00", "140,000.00", "30.0%"],
        ["P2", "科普活动", "180,000.00", "4,380.00", "175,620.00", "2.4%"],
        ["P3", "标准与评审", "2,000.00", "3,000.00", "-1,000.00", "150.0%"],
        ["不在计划内", "0.00", "16,000.00", "-16,000.00", "—"],
        ["合计", "382,000.00", "83,380.00", "298,620.00"],
    ]


def test_the_totals_are_those_of_position_and_standing(award: str) -> None:
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", award) == [
        ("核定", "500,000.00"),
        ("收到", "500,000.00"),
        ("支出", "83,380.00"),
        ("账户余额", "416,620.00"),
        ("疑点金额", "79,000.00"),
        ("认定金额", "60,000.00"),
        ("责令收回", "0.00"),
        ("已收回", "0.00"),
        ("未收回", "0.00"),
    ]


def test_the_stages_of_the_award_are_listed_with_what_is_missing(client: FlaskClient, app: Flask) -> None:
    audit: Audit = entry_of(app).meta["__audit__"]
    stages = [
        Milestone(date=datetime.date(2025, 2, 10), id="M01", stage="objection", recorded="", by=""),
        Milestone(
            date=datetime.date(2025, 3, 5),
            id="M02",
            stage="payment",
            amount=Decimal(500000),
            recorded="",
            by="",
        ),
    ]
    swap(app, replace(audit, award=replace(audit.award, milestones=tuple(stages))))
    page = client.get(f"{HERE}/extension/EarmarkAward/").text
    listed = re.findall(r"<li( class=\"over\")?>([^<]*)</li>", page)
    assert (' class="over"', "2025-02-10 异议 · 没有处理结果") in listed
    assert ("", "2025-03-05 拨款 · 500,000.00") in listed


def test_the_chart_holds_plan_and_spending_so_far(award: str) -> None:
    chart = re.search(
        r'<svelte-component type="charts"><script type="application/json">(.*?)</script>', award
    )
    assert chart
    (line,) = json.loads(chart.group(1))
    assert (line["type"], line["label"]) == ("balances", "计划与累计支出")
    assert [(point["date"], point["balance"]) for point in line["data"]] == [
        ("2025-03-01", {"计划": 382000, "支出": 0}),
        ("2025-03-31", {"计划": 382000, "支出": 0}),
        ("2025-04-30", {"计划": 382000, "支出": 60000}),
        ("2025-08-31", {"计划": 382000, "支出": 63000}),
        ("2025-09-30", {"计划": 382000, "支出": 67380}),
        ("2025-10-31", {"计划": 382000, "支出": 83380}),
    ]


def test_figures_add_up(seen: Seen) -> None:
    shown = figures(seen)
    assert shown.plan.spent == shown.position.spent == shown.course[-1][1]
    assert sum(line.left for line in shown.plan.rows) - shown.plan.outside == shown.plan.left


def test_undecided_findings_come_before_settled_ones(seen: Seen) -> None:
    assert [row.finding.id for row in rows(seen)] == ["F-fee", "F-rest", "F-goods", "F-travel", "F-filing"]


def test_the_pages_speak_english_to_a_ledger_that_does(client: FlaskClient, app: Flask) -> None:
    app.config["LEDGERS"].ledgers[0].fava_options.language = "en"
    assert "suspected violation" in client.get(f"{HERE}/extension/EarmarkFindings/").text
    assert "On no plan line" in client.get(f"{HERE}/extension/EarmarkAward/").text


def test_all_words_are_in_both_languages() -> None:
    assert [key for key, text in PAGE.items() if not (text.zh and text.en)] == []


def entry_of(app: Flask) -> Any:  # noqa: ANN401
    entries = app.config["LEDGERS"].ledgers[0].all_entries
    return next(entry for entry in entries if getattr(entry, "type", "") == "earmark-audit")


def swap(app: Flask, audit: Audit) -> None:
    entry_of(app).meta["__audit__"] = audit
