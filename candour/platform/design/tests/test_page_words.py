"""Terms in a page's texts: each is marked once, where it first stands, and nothing of a text is lost or let through."""

from __future__ import annotations

import re
from html import unescape

from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from candour.platform.design.page_words import PageWords

_LINK = re.compile(r'<a class="term" id="used-[a-z-]+" href="#word-[a-z-]+" aria-describedby="means-[a-z-]+">|</a>')
PIECES = (
    "MASH",
    "SARs",
    "rapid review",
    "quorum",
    " ",
    "\n\n",
    "\r\n",
    "<b>",
    "</a>",
    "&amp;",
    '"',
    "'",
    "a",
    "-",
    "é",
    ".",
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=30).map("".join))
def test_without_its_links_a_marked_text_is_what_was_written(text: str) -> None:
    plain = _LINK.sub("", PageWords().marked(text))
    assert "<" not in plain, "whatever is left of tags is ours"
    assert unescape(plain) == text


def test_a_term_is_marked_where_the_page_first_has_it_and_nowhere_else() -> None:
    words = PageWords()
    first = words.marked("The MASH met the multi-agency safeguarding hub’s lead.")
    assert first.count("<a ") == 1
    assert first.startswith('The <a class="term" id="used-multi-agency-safeguarding-hub"')
    assert "<a " not in words.marked("The MASH again")
    assert "<a " in words.marked("A rapid review")
    assert [name for _, name, _ in words.found] == ["Multi-agency safeguarding hub (MASH)", "Rapid review"]


def test_a_page_lists_its_terms_with_a_way_back_and_says_nothing_without_any() -> None:
    source = '{% explained text as words %}{{ words|linebreaks }}{% include "design/page_words.html" %}'
    page = Template(source)
    shown = page.render(Context({"text": "Ask the LADO.\n\nSoon & <b>", "page_words": PageWords()}))
    assert shown.startswith('<p>Ask the <a class="term"')
    assert "<p>Soon &amp; &lt;b&gt;</p>" in shown
    link, target = re.search(r'id="(used-\S+)" href="#(word-\S+)"', shown), re.search(r'id="(word-\S+)"', shown)
    assert link is not None
    assert target is not None
    assert link[2] == target[1]
    assert f'href="#{link[1]}">Back to the text' in shown
    assert "Who oversees allegations against people who work with children." in shown
    assert "Words on this page" not in page.render(Context({"text": "Nothing", "page_words": PageWords()}))


def test_a_page_that_lists_no_terms_marks_none() -> None:
    assert Template("{% explained text %}").render(Context({"text": "MASH <b>"})) == "MASH &lt;b&gt;"
