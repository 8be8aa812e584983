"""Texts of papers made at random, in the closed schema, for the properties of merging."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from thiduakt.documents.content import NOTHING

# The machine computes beside others: how long an example takes says nothing.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.sampled_from(
    ["thi đua", "khen thưởng", "Đỗ Thị Đào", "tổ mẫu giáo", "năm 2023", "a &lt; b", "<strong>đậm</strong>"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
PARAGRAPHS = SENTENCES.map("<p>{}</p>".format)
LISTS = st.lists(SENTENCES, min_size=1, max_size=2).map(
    lambda items: "<ul>" + "".join(f"<li><p>{item}</p></li>" for item in items) + "</ul>"
)
TABLES = SENTENCES.map("<table><tbody><tr><td><p>{}</p></td></tr></tbody></table>".format)
HEADINGS = st.tuples(st.sampled_from(["h2", "h3", "h4"]), SENTENCES).map(lambda pair: "<{0}>{1}</{0}>".format(*pair))
ARTICLES = st.integers(1, 5).map("<p>Điều {}. Khen thưởng các cá nhân</p>".format)
BODIES = st.lists(st.one_of(HEADINGS, HEADINGS, PARAGRAPHS, LISTS, TABLES, ARTICLES), max_size=8).map("".join)
LINES = st.lists(st.sampled_from(["Lưu: VT", "Các tổ", "Ban giám hiệu"]), max_size=3)


def content(body: str = "", **fields: Any) -> dict[str, Any]:
    return NOTHING | {"subject": "Công tác năm 2023", "dated_on": "2023-10-05", "signer": 1, "body": body} | fields


CONTENTS = st.builds(
    content,
    BODIES,
    subject=st.sampled_from(["Một", "Hai", "Ba"]),
    bases=LINES,
    recipients=LINES,
    signer=st.sampled_from([None, 1]),
)
