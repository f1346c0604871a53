"""The pages in a real browser, as people use them: with a mouse, with keys alone, on a phone, without scripts."""

from pathlib import Path
from typing import Any

import pytest

from tests.queries.web.pages.test_pages import LISTS, VIEWS

CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
SAMPLES = Path(__file__).parents[4] / "corpus" / "samples"
QUESTION = "2026년 한중 환경장관회의에서 합의한 사항"
PHONE = (360, 740)
SEEN = """selector => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight;
}"""


def words(tab: Any, selector: str) -> list[str]:
    return [" ".join(text.split()) for text in tab.locator(selector).all_inner_texts()]


def test_a_question_is_asked_and_a_filter_taken_away_and_used_again(tab):
    tab.goto("/ko/meetings")
    tab.keyboard.press("/")
    tab.keyboard.type(QUESTION)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/ko/search?q=*")
    before = words(tab, ".chip:not(.off)")
    assert any("2026" in chip for chip in before)
    assert tab.locator(".answer tbody tr").count() > 0
    assert tab.locator(".hit").count() > 0
    tab.locator(".chip", has_text="2026").get_by_role("link").click()
    tab.wait_for_selector(".chip.off")
    assert len(words(tab, ".chip:not(.off)")) == len(before) - 1
    tab.locator(".chip.off a").click()
    tab.wait_for_url(lambda url: "off=" not in url)
    assert words(tab, ".chip:not(.off)") == before


def test_every_row_of_an_answer_leads_to_the_words_that_state_it(tab):
    tab.goto(f"/ko/search?q={QUESTION}")
    cells = tab.locator(".answer tbody tr").first.locator("td:not(.c-source)")
    assert cells.count() >= 4
    for number in range(cells.count()):
        if cells.nth(number).inner_text().strip():
            assert cells.nth(number).locator(".proof").count() > 0
    proof = tab.locator(".answer .c-item .proof").first
    quoted = proof.get_attribute("title").partition(": ")[2]
    proof.click()
    tab.wait_for_url("**/releases/**")
    marked = "".join(tab.locator(".text mark.wanted").all_inner_texts())
    assert "".join(marked.split())[:20] == "".join(quoted.split())[:20]
    tab.wait_for_function(SEEN, arg=".text mark.wanted")


def test_the_register_is_filtered_and_its_address_kept(tab):
    tab.goto("/en/meetings")
    every = tab.locator("table.register tbody tr").count()
    tab.get_by_label("From").fill("2026")
    tab.get_by_label("Level").select_option("ministerial")
    tab.get_by_role("button", name="Show").click()
    tab.wait_for_url("**since=2026**")
    fewer = tab.locator("table.register tbody tr").count()
    assert 0 < fewer < every
    tab.goto(tab.url)
    assert tab.get_by_label("From").input_value() == "2026"
    assert tab.locator("table.register tbody tr").count() == fewer
    tab.get_by_role("link", name="Clear").click()
    tab.wait_for_url("**/en/meetings")
    assert tab.locator("table.register tbody tr").count() == every


def test_a_fact_and_its_words_point_at_each_other(tab):
    tab.goto("/en/releases/sample-ko-05")
    fact = tab.locator("#meetings-0")
    fact.hover()
    assert tab.locator(".text .lit").count() > 0
    tab.locator(".text a.e.agreements").first.hover()
    assert tab.locator(".fact.lit").count() > 0
    hue = "mark => getComputedStyle(mark).borderBottomColor"
    date = tab.locator(".text .e.dates").first
    shown = date.evaluate(hue)
    tab.locator("input[data-kind=dates]").uncheck()
    assert date.evaluate(hue) != shown


def test_the_page_of_a_pdf_has_boxes_that_lead_to_facts(tab):
    tab.goto("/ko/releases/sample-ko-05?view=pages")
    picture = tab.locator(".sheet image").first
    drawn = tab.request.get(picture.get_attribute("href"))
    assert drawn.headers["content-type"] == "image/png"
    box = tab.locator(".box").nth(2)
    box.click()
    assert "#" in tab.url
    assert tab.locator(".fact:target").count() == 1


def test_releases_are_chosen_and_compared(tab):
    tab.goto("/en/meetings/kr-cn.environment-ministers-8")
    for name in ("sample-ko-05", "sample-zh-05"):
        tab.get_by_label(f"Choose {name}").check()
    tab.get_by_role("button", name="Compare the chosen").click()
    tab.wait_for_url("**/compare?id=sample-ko-05&id=sample-zh-05")
    assert words(tab, ".matrix thead th .mono") == ["sample-ko-05", "sample-zh-05"]
    card = tab.locator(".difference").first
    assert card.locator(".quote").count() == 2
    assert tab.locator(".matrix .left-out").count() > 0


def test_the_language_is_switched_on_the_same_page(tab):
    tab.goto("/en/meetings/kr-cn.environment-ministers-8")
    english = tab.locator("h1").inner_text()
    tab.get_by_role("link", name="한국어").click()
    tab.wait_for_url("**/ko/meetings/kr-cn.environment-ministers-8")
    assert tab.locator("html").get_attribute("lang") == "ko"
    assert tab.locator("h1").inner_text() != english
    tab.get_by_role("link", name="中文").click()
    tab.wait_for_url("**/zh/meetings/kr-cn.environment-ministers-8")
    assert "会议" in tab.title()


def test_a_browser_comes_in_its_own_language(browser, address):
    context = browser.new_context(base_url=address, locale="ko-KR")
    page = context.new_page()
    page.goto("/status")
    assert page.url.endswith("/ko/status")
    context.close()


def test_a_bad_file_gives_one_line_and_a_good_one_its_facts(tab, tmp_path):
    bad = tmp_path / "broken.pdf"
    bad.write_bytes(b"%PDF-1.7 and nothing more")
    tab.goto("/en/check")
    tab.get_by_label("Release").set_input_files(bad)
    tab.get_by_role("button", name="Read it").click()
    tab.get_by_role("alert").wait_for()
    assert tab.get_by_role("alert").locator("p[lang=en]").inner_text().startswith("broken.pdf")
    tab.get_by_label("Release").set_input_files(SAMPLES / "sample-zh-02.txt")
    tab.get_by_role("button", name="Read it").click()
    tab.locator(".panel .fact").first.wait_for()
    assert "Not stored" in tab.locator(".notice").first.inner_text()


def test_keys_alone_are_enough(tab):
    tab.goto("/en/meetings")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.locator(".skip").bounding_box()["y"] >= 0
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "content"
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    chosen = tab.evaluate("document.activeElement.href")
    assert "/en/meetings/" in chosen
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("k")
    assert tab.evaluate("document.activeElement.href") != chosen
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/en/meetings/*")
    tab.keyboard.press("g")
    tab.keyboard.press("a")
    tab.wait_for_url("**/en/agreements")
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "q"
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.id") != "q"


@pytest.fixture(scope="module")
def phone(browser, address):
    width, height = PHONE
    context = browser.new_context(base_url=address, viewport={"width": width, "height": height}, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [*LISTS, *VIEWS])
def test_text_can_be_read_by_day_and_night_and_nothing_is_wider_than_a_phone(phone, path):
    phone.goto(f"/zh/{path}", wait_until="domcontentloaded")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    for scheme in ("light", "dark"):
        phone.emulate_media(color_scheme=scheme)
        assert phone.evaluate(CONTRAST) == []


def test_dark_is_dark(browser, address):
    context = browser.new_context(base_url=address, color_scheme="dark")
    page = context.new_page()
    page.goto("/en/")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(22, 23, 26)"
    context.close()


def test_the_pages_work_without_scripts(browser, address):
    context = browser.new_context(base_url=address, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/en/")
    page.locator("#question").fill("memorandum on circular economy")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search?q=*")
    page.locator(".hit h3 a").first.click()
    page.wait_for_url("**/releases/**")
    assert page.locator(".text .e").count() > 10
    context.close()


def test_paper_shows_the_content_alone(tab):
    tab.goto("/en/meetings/kr-cn.environment-ministers-8")
    tab.emulate_media(media="print")
    assert not tab.locator("header.top").is_visible()
    assert not tab.locator("nav.sections").is_visible()
    assert tab.locator("h1").is_visible()
    assert tab.locator("table.register").first.is_visible()
