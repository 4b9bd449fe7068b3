"""The papers in a browser: nothing is wider than a phone or the screen, tables print across, letters upright."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from earmark.ledger.base.text import Lang
from earmark.reports.outgoing.as_html import as_html
from earmark.reports.outgoing.case import Case
from earmark.reports.outgoing.papers import AWARDS, PAPERS, made

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
OF = {
    "evidence": {"finding": "F-94e7132571"},
    "notice": {"order": "O-0001"},
    "reminder": {"order": "O-0001"},
}

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def page(case: Case, name: str, lang: Lang, *, across: bool = False) -> str:
    tables = PAPERS[name].of == AWARDS
    return as_html(made(name, [case] * (90 if across else 3) if tables else case, **OF.get(name, {})), lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_wider_than_the_screen(browser: Browser, case: Case, name: str, lang: Lang) -> None:
    for width in (390, 1280):
        opened = browser.new_page(viewport={"width": width, "height": 800})
        opened.set_content(page(case, name, lang))
        assert opened.evaluate("document.scrollingElement.scrollWidth") == width
        wide = opened.evaluate(
            "[...document.querySelectorAll('main *')].filter(e => !e.closest('thead') && "
            "e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + e.textContent)"
        )
        assert wide == []
        opened.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [n for n, p in PAPERS.items() if p.of == AWARDS])
def test_no_amount_day_or_id_runs_into_its_neighbour(
    browser: Browser, case: Case, name: str, lang: Lang
) -> None:
    """On A4 across, at the width that the printer has."""
    opened = browser.new_page(viewport={"width": 1032, "height": 800})
    opened.set_content(page(case, name, lang, across=True))
    opened.emulate_media(media="print")
    over = opened.evaluate(
        "[...document.querySelectorAll('td.num, td.whole')].filter(e => e.scrollWidth > e.clientWidth + 1)"
        ".map(e => e.dataset.label + ' ' + e.textContent)"
    )
    assert over == []
    opened.close()


@pytest.mark.parametrize("name", PAPERS)
def test_it_prints_on_a4(browser: Browser, case: Case, name: str) -> None:
    opened = browser.new_page()
    opened.set_content(page(case, name, "zh"))
    pdf = opened.pdf(prefer_css_page_size=True)
    boxes = {
        box.split()[2:4] and tuple(round(float(n)) for n in box.split()[2:4])
        for box in re.findall(rb"/MediaBox\s*\[([^\]]*)\]", pdf)
    }
    across = PAPERS[name].of == AWARDS
    assert all((width > height) == across and {width, height} <= {595, 596, 842} for width, height in boxes)
    opened.close()
