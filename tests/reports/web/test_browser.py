"""The pages in a real browser: nothing of a stranger runs, nothing of ours is blocked, a phone shows it all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from earmark.reports.web.serve import address, open_server

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
]
HERE = "wh2025-007-学会能力提升专项/"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def base(top: Path) -> Iterator[str]:
    server = open_server(top, port=0)
    thread = Thread(target=server.serve)
    thread.start()
    yield address(server) + HERE
    server.stop()
    thread.join()


@pytest.fixture(params=[1280, 375])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 800}, locale="zh-CN")
    yield context.new_page()
    context.close()


def complaints(page: Page) -> list[str]:
    """What the browser has to say against a page, from now on."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_pages_show_without_a_complaint_and_without_scrolling_sideways(page: Page, base: str) -> None:
    said = complaints(page)
    for path, words in (
        ("extension/EarmarkFindings/", "标准评审专家咨询费"),
        ("extension/EarmarkAward/", "学术交流"),
        ("journal/", "标准评审专家咨询费"),
        ("query/?query_string=SELECT payee FROM %23findings", "江城环宇电器商行"),
        ("income_statement/", "5101业务活动成本"),
    ):
        page.goto(base + path)
        page.get_by_text(words).first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert said == []


def test_no_word_of_a_payee_runs(page: Page, base: str) -> None:
    for path in ("journal/", "extension/EarmarkFindings/", "account/Assets:WH2025-007:1002银行存款/"):
        page.goto(base + path)
        page.get_by_text("<img src=x onerror=").first.wait_for()
        assert "owned" not in page.title()


def test_no_content_of_a_finding_runs_over_the_edge(page: Page, base: str) -> None:
    page.goto(base + "extension/EarmarkFindings/")
    page.get_by_text("标准评审专家咨询费").wait_for()
    over = """() => [...document.querySelectorAll('.earmark td')]
        .filter(cell => cell.offsetParent && cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.innerText)"""
    assert page.evaluate(over) == []


def test_a_clause_unfolds_by_keyboard(page: Page, base: str) -> None:
    page.goto(base + "extension/EarmarkFindings/")
    clause = page.get_by_text("《学会能力提升专项实施方案》 五(三)").first
    words = page.get_by_text("专项资金不得用于人员").first
    clause.focus()
    assert not words.is_visible()
    page.keyboard.press("Enter")
    words.wait_for()


def test_a_finding_leads_to_its_voucher(page: Page, base: str) -> None:
    page.goto(base + "extension/EarmarkFindings/")
    page.get_by_text("凭证 WH2025-007-V0003").click()
    page.locator("li.transaction").wait_for()
    assert page.locator("li.transaction").count() == 1


def test_the_chart_is_drawn(page: Page, base: str) -> None:
    page.goto(base + "extension/EarmarkAward/")
    page.locator("svelte-component svg .lines path").first.wait_for()
    assert page.locator("svelte-component svg .lines path").count() == 2


def test_doors_that_are_shut_are_not_offered(page: Page, base: str) -> None:
    page.goto(base + "journal/")
    page.locator("aside a", has_text="日记账").wait_for(state="attached")
    assert page.locator("aside a[href*='/journal/']").evaluate("a => getComputedStyle(a).display") != "none"
    assert page.locator("aside a[href*='/editor/']").evaluate("a => getComputedStyle(a).display") == "none"
