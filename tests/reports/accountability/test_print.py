"""The page in a browser: it fits a phone, and prints on A4 with heads repeated and no finding torn apart."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from earmark.ledger.base.text import Lang
from earmark.reports.accountability.page import page
from earmark.reports.accountability.value import AccountabilityReport

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> Lang:
    chosen: Lang = request.param
    return chosen


@pytest.fixture
def long(report: AccountabilityReport) -> AccountabilityReport:
    """A report with many findings of each kind, and amounts as wide as they get."""
    many = tuple(
        replace(f, finding=replace(f.finding, id=f"{f.finding.id}{n}", amount=Decimal("123456789.00")))
        for f in report.findings
        for n in range(12)
    )
    settlements = tuple(
        replace(s, step=replace(s.step, id=f"R-{n:04}")) for s in report.settlements for n in range(60)
    )
    return replace(report, findings=many, settlements=settlements)


def shown(browser: Browser, html: str, width: int) -> Page:
    opened = browser.new_page(viewport={"width": width, "height": 800})
    opened.set_content(html)
    return opened


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_is_wider_than_the_screen(
    browser: Browser, long: AccountabilityReport, lang: Lang, width: int
) -> None:
    opened = shown(browser, page(long, lang), width)
    assert opened.evaluate("document.scrollingElement.scrollWidth") == width
    wide = opened.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName)"
    )
    assert wide == []


def test_contrast_is_enough(browser: Browser, report: AccountabilityReport, lang: Lang) -> None:
    """Every text stands out from white and from the shade by at least 4.5 : 1 (WCAG 2, AA)."""
    opened = shown(browser, page(report, lang), 1280)
    colours = opened.evaluate(
        "[...new Set([...document.querySelectorAll('main *')].map(e => getComputedStyle(e).color))]"
    )
    assert len(colours) >= 3
    for colour in colours:
        assert (luminance("rgb(243, 243, 241)") + 0.05) / (luminance(colour) + 0.05) > 4.5


def luminance(colour: str) -> float:
    channels = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_it_prints_on_a4(browser: Browser, long: AccountabilityReport, lang: Lang, tmp_path: Path) -> None:
    opened = shown(browser, page(long, lang), 1280)
    pdf = opened.pdf(path=str(tmp_path / "report.pdf"), prefer_css_page_size=True)
    boxes = set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", pdf))
    sizes = {tuple(round(float(n)) for n in box.split()[2:]) for box in boxes}
    assert sizes in ({(595, 842)}, {(596, 842)})
    assert pdf.count(b"/Type /Page\n") > 5


def test_findings_stay_whole_and_heads_come_again(
    browser: Browser, long: AccountabilityReport, lang: Lang
) -> None:
    opened = shown(browser, page(long, lang), 1280)
    opened.emulate_media(media="print")
    inside = opened.evaluate(
        "[...document.querySelectorAll('article, tr')].map(e => getComputedStyle(e).breakInside)"
    )
    assert set(inside) == {"avoid"}
    heads = opened.evaluate("[...document.querySelectorAll('thead')].map(e => getComputedStyle(e).display)")
    assert set(heads) == {"table-header-group"}
    alone = opened.evaluate(
        "[...document.querySelectorAll('h2, h3, h4, caption, thead')].map(e => getComputedStyle(e).breakAfter)"
    )
    assert set(alone) == {"avoid"}
