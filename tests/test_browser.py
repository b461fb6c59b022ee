"""The page in a real browser: nothing asked of a network, links land on their words, layers switch, nobody shut out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsparallax.reporting import report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no chromium: install Debian's package chromium to try the page in a browser", allow_module_level=True)

playwright = pytest.importorskip("playwright.sync_api")

HOSTILE = "A\\1 $x_$ <script>document.title='ran'</script> " + "Gazette of the Upper Valley and its Seven Parishes " * 2
STORY = (
    "Aid ($40bn or $60bn) <b>divides</b> Orrin\n\nThe mayor of Orrin, Ann Cole, said on Monday that aid of $40bn or "
    "$60bn would come. “Nothing <img src=x onerror=alert(1)> is settled,” Cole said.\nA shameful row broke out.\n"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        yield driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture(scope="module")
def seeds_page(seeds_report: tuple[Path, ...]) -> Path:
    return seeds_report[0]


def opened(browser: Any, path: Path, width: int = 1280, scheme: str = "light") -> tuple[Any, list[str]]:
    """The page, and what it complained of or asked for."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on(
        "request", lambda request: None if request.url.startswith(("file:", "data:")) else noise.append(request.url)
    )
    page.on("dialog", lambda dialog: (noise.append(dialog.message), dialog.dismiss()))
    page.goto(path.as_uri())
    return page, noise


def test_every_evidence_link_lands_on_the_words_it_means(browser: Any, seeds_page: Path) -> None:
    page, noise = opened(browser, seeds_page)
    wrong = page.evaluate(
        """() => {
            const said = fragment => {
                fragment.querySelectorAll('.n').forEach(label => label.remove());
                return fragment.textContent;
            };
            return [...document.querySelectorAll('a.ev[data-w]')].filter(link => {
                const sentence = document.getElementById(link.getAttribute('href').slice(1));
                if (!sentence || !sentence.matches('.s')) return true;
                link.click();
                const held = CSS.highlights.get('here');
                if (!held || sentence.getBoundingClientRect().height === 0) return true;
                const meant = said(sentence.querySelector('.t').cloneNode(true)).slice(...link.dataset.w.split('-'));
                return said([...held][0].cloneContents()) !== meant;
            }).map(link => link.textContent + ' ' + link.getAttribute('href') + ' ' + link.dataset.w);
        }"""
    )
    assert wrong == []
    assert page.locator("a.ev").count() > 100
    assert noise == []


def test_layers_are_switched_with_scripts_and_without(browser: Any, seeds_page: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(seeds_page.as_uri())
    label = page.locator(".n-speaker").first
    assert label.is_visible()
    page.locator("#layer-speaker").uncheck()
    assert not label.is_visible()
    context.close()


def test_long_lists_are_filtered_and_sorted_by_keyboard(browser: Any, seeds_page: Path) -> None:
    page, noise = opened(browser, seeds_page)
    cards = page.locator(".cards.list:has(> input.filter)").first
    total = cards.locator(".card").count()
    cards.locator("input.filter").focus()
    page.keyboard.type("navalny" if "avalny" in cards.inner_text() else "summit")
    left = cards.locator(".card:not([hidden])").count()
    assert 0 < left < total and cards.locator("[role=status]").inner_text() == f"{left} of {total}"
    head = page.locator("th:has(button)").first
    head.locator("button").focus()
    rows = head.locator("xpath=ancestor::table").locator("tbody th")
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    names = rows.all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    page.keyboard.press("Enter")
    assert rows.all_inner_texts() == names[::-1]
    assert noise == []


def test_page_can_be_used_within_a_second(browser: Any, seeds_page: Path) -> None:
    took = []
    for _ in range(3):  # the best of three: a busy machine is not the page's fault
        page, _ = opened(browser, seeds_page)
        took.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
        page.close()
    assert min(took) < 1000


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(browser: Any, seeds_page: Path, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page, _ = opened(browser, seeds_page, width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:80] for n in v["nodes"][:3]]) for v in found] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_scrolls_sideways(browser: Any, seeds_page: Path, width: int) -> None:
    page, _ = opened(browser, seeds_page, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width + 1


def test_page_is_valid_html(seeds_page: Path) -> None:
    jar = os.environ.get("VNU_JAR")
    if not jar or shutil.which("java") is None:
        pytest.skip("set VNU_JAR to the jar of the Nu Html Checker (npm package vnu-jar) to check the page")
    command = ["java", "-jar", jar, "--format", "json", str(seeds_page)]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stderr)["messages"]
    assert [(message["lastLine"], message["message"]) for message in found] == []


def test_hostile_names_and_texts_are_text(browser: Any, tmp_path: Path) -> None:
    corpus = tmp_path / "event.jsonl"
    rows = [{"id": "one", "outlet": HOSTILE, "text": STORY}, {"id": "two", "outlet": "B_{x} #let", "text": STORY}]
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    html, pdf = report.make(corpus, tmp_path / "out", {}, progress=lambda line: None)
    page, noise = opened(browser, html, 390)
    assert noise == [] and page.title() != "ran"
    assert page.locator("img").count() == 0
    assert "onerror=alert(1)" in page.inner_text("body")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert pdf.read_bytes().startswith(b"%PDF-")
