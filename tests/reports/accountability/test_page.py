"""The page: both languages whole, nothing from elsewhere, nothing of a stranger runs, nobody is called guilty."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from earmark.ledger.awards.register import ChartChange
from earmark.ledger.base.text import Lang, Text
from earmark.plugins.judging.finding import RuleRun
from earmark.plugins.judging.run import Audited
from earmark.reports.accountability import texts
from earmark.reports.accountability.page import CHINESE, page
from earmark.reports.accountability.value import AccountabilityReport

Reported = Callable[..., AccountabilityReport]
VOID = {"meta", "br", "rect"}


class Read(HTMLParser):
    """What a page says: its tags, and its text with the language that each piece is marked with."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[tuple[str, str]] = []
        self._langs: list[str] = [""]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._langs.append(dict(attrs).get("lang") or self._langs[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._langs.pop()

    def handle_data(self, data: str) -> None:
        self.text.append((self._langs[-1], data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def words() -> list[tuple[str, Text]]:
    """Every bilingual word of the report, with its name."""
    tables = {
        name: table for name, table in vars(texts).items() if name.isupper() and isinstance(table, dict)
    }
    return [(f"{name}.{key}", text) for name, table in tables.items() for key, text in table.items()]


@pytest.mark.parametrize(("name", "text"), words(), ids=[name for name, _ in words()])
def test_every_word_is_in_both_languages(name: str, text: Text) -> None:
    assert text.zh
    assert not CHINESE.search(text.en)
    assert CHINESE.search(text.zh), name
    fields = re.compile(r"{(\w+)}")
    assert set(fields.findall(text.en)) <= set(fields.findall(text.zh))


def test_the_chinese_page_is_official_chinese(report: AccountabilityReport) -> None:
    html = page(report, "zh")
    assert '<html lang="zh-CN">' in html
    assert "<h1>学会能力提升专项奖补资金使用情况报告</h1>" in html
    numerals = re.findall("<h2[^>]*>(.)、", html)
    assert numerals == list("一二三四五六七")
    assert "责令收回合计 12,000.00 元（人民币壹万贰仟元整），已收回 5,000.00 元（人民币伍仟元整）" in html
    assert "逾期 37 天" in html
    assert "归还原资金渠道" in html


def test_the_english_page_says_nothing_in_chinese_but_what_the_books_say(
    report: AccountabilityReport,
) -> None:
    read = Read(page(report, "en"))
    ours = "".join(text for lang, text in read.text if lang != "zh-CN")
    assert not CHINESE.findall(ours)
    assert "37 days overdue" in ours
    quoted = "".join(text for lang, text in read.text if lang == "zh-CN")
    assert "江城环宇电器商行" in quoted
    assert "不得用于人员、日常办公经费支出" in quoted


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_is_on_the_page(report: AccountabilityReport, lang: Lang) -> None:
    html = page(report, lang)
    figures = (
        "500,000.00",
        "90,300.00",
        "398,452.50",
        "−4,000.00",
        "106.7%",
        "800.00",
        "19,800.00",
        "7,500.00",
    )
    findings = ("F-94e7132571", "流水.xls:44", "2025-10-记-0001", "五(三)", "D-0001", "O-0001", "R-0001")
    for shown in (*figures, *findings, "ICBC-8801:152", "周主任", report.examined.sha256, "A03"):
        assert shown in html
    assert "王小明" not in html
    assert "李雷" not in html


def test_without_a_decision_nobody_is_called_guilty(undecided: Audited, reported: Reported) -> None:
    html = page(reported(undecided), "zh")
    ours = re.sub("<q>.*?</q>", "", html)
    assert "违规" not in ours
    assert "拟提请认定" in ours
    assert "经认定" not in ours
    assert "截至报告日没有收回决定。" in ours


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_hostile_payee_is_only_text(
    with_words: Callable[[dict[str, str]], Audited], reported: Reported, lang: Lang
) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>' onmouseover=alert(3) {{ 7*7 }}"
    attacks = {
        "江城环宇电器商行": attack,
        "会务用品": attack,
        "江城示例学会": attack,
        "学术交流": attack,
        "直接送达": attack,
    }
    report = reported(with_words(attacks))
    report = replace(report, faults=(attack,), grant=replace(report.grant, funder=attack))
    read = Read(page(report, lang))
    assert not read.all("script")
    assert not read.all("img")
    assert not [name for _, attrs in read.tags for name in attrs if name.startswith("on")]
    assert attack in "".join(text for _, text in read.text)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_comes_from_elsewhere(report: AccountabilityReport, lang: Lang) -> None:
    html = page(report, lang)
    assert "default-src 'none'" in html
    assert not re.search(r"https?://|url\(|@import|<link|<script|<img", html)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tables_can_be_read_aloud(report: AccountabilityReport, lang: Lang) -> None:
    read = Read(page(report, lang))
    assert len(read.all("caption")) == len(read.all("table")) == 6
    assert all(attrs.get("scope") in {"row", "col"} for attrs in read.all("th"))
    assert [attrs.get("role") for attrs in read.all("svg")] == ["img"]
    assert all(attrs.get("aria-label") for attrs in read.all("svg"))
    named = {attrs.get("id") for _, attrs in read.tags}
    assert all(attrs.get("aria-labelledby") in named for attrs in read.all("section"))


def test_bars_are_as_long_as_their_amounts(report: AccountabilityReport) -> None:
    """400 units are the greatest amount, P3's 90,000.00 planned; P1 spent 64,000.00."""
    rects = Read(page(report, "zh")).all("rect")
    widths = [(attrs["class"], attrs["width"]) for attrs in rects]
    assert widths[:4] == [
        ("planned", "266.7"),
        ("spent over", "284.4"),
        ("planned", "400.0"),
        ("spent", "46.7"),
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_that_does_not_tie_out_says_so(report: AccountabilityReport, lang: Lang) -> None:
    tie = replace(report.tie_out, balance=report.tie_out.balance - 812)
    broken = replace(report, tie_out=tie)
    html = page(broken, lang)
    assert html.count("−812.00") == 2
    assert 'aria-labelledby="warning"' in html
    assert 'aria-labelledby="warning"' not in page(report, lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_rule_that_failed_and_faulty_books_are_warned_of(report: AccountabilityReport, lang: Lang) -> None:
    runs = (RuleRun("period", "award", "failed", message=Text("规则出错", "it raised")),)
    examined = replace(report.examined, rules=runs)
    html = page(replace(report, examined=examined, faults=("out of balance",)), lang)
    assert Text("规则出错", "it raised").show(lang) in html
    assert "out of balance" in html


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_award_has_a_page(report: AccountabilityReport, lang: Lang) -> None:
    none = SimpleNamespace(findings=(), decisions=(), orders=(), settlements=())
    plan = replace(report.plan, rows=())
    html = page(replace(report, plan=plan, recorded="", **vars(none)), lang)
    for key in ("no_plan", "no_findings", "no_decisions", "no_orders", "no_settlements", "no_unknown"):
        assert texts.WORDS[key].show(lang) in html


def test_a_change_of_chart_is_said_with_its_day(report: AccountabilityReport) -> None:
    day = datetime.date(2026, 1, 1)
    change = ChartChange(date=day, id="npo-2026", recorded="", by="chen")
    changed = page(replace(report, charts=(change,)), "zh")
    assert "民间非营利组织会计制度（2004）；自2026年1月1日起：民间非营利组织会计制度（2026）" in changed
    assert "自2026年1月1日起：" not in page(report, "zh")
