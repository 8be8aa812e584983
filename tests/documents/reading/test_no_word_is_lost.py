"""Whatever is given: a sentence that refuses it, or a reading that holds every word of it."""

import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from thiduakt.documents.reading import read_paper
from thiduakt.documents.richtext import clean, plain_text

from .printing import kept_words, ordered_source_words, source_words, words

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))
# The first and the last words of the text of each sample, between its căn cứ and its signature.
TEXTS = {
    "cong-van": ("Trường Mầm non Hoa Sen đề nghị", "trân trọng cảm ơn./."),
    "danh-so-sai": ("Phần thứ nhất", "văn phòng theo dõi."),
    "hai-cot-mot-dong": ("Trường THCS Nguyễn Trãi xây dựng", "trước ngày 30/9/2024./."),
    "hai-nguoi-ky": ("Thực hiện Kế hoạch số 01", "báo cáo của Hội đồng./."),
    "khong-the-thuc": ("Trường Mầm non Bình Minh", "thực hiện nghiêm túc."),
    "ngat-dong-mem": ("Nhà trường xây dựng kế hoạch", "Kế hoạch của Trường Mầm non Sơn Ca./."),
    "quyet-dinh": ("Điều 1. Tặng Giấy khen", "thi hành Quyết định này./."),
    "thieu-ten-loai": ("Trường Tiểu học Đa Tốn triển khai", "nghiêm túc thực hiện./."),
    "tieu-de-xen-ke": ("Trường Tiểu học Hoàng Hoa Thám xây", "nhân viên để thực hiện./."),
    "trang-hep-tu-pdf": ("Nhà trường phát động đợt thi đua", "nghiêm túc Kế hoạch này./."),
}

LINES = [
    *(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "PHÒNG GD&ĐT QUẬN LONG BIÊN",
        "TRƯỜNG MẦM NON HOA SEN",
    ),
    *(
        "Số: 01 /KH-MNHS",
        "Số:      /QĐ-MNHS",
        "Giang Biên, ngày 15 tháng 02 năm 2023",
        "ngày … tháng … năm 2024",
        "V/v xin ý kiến",
    ),
    *(
        "KẾ HOẠCH",
        "QUYẾT ĐỊNH",
        "QUYẾT ĐỊNH:",
        "BÁO CÁO THÀNH TÍCH",
        "Kính gửi: Phòng GD&ĐT.",
        "Kính gửi:",
        "Năm học 2023 - 2024",
    ),
    *(
        "Căn cứ Luật Thi đua, khen thưởng;",
        "Theo Quy chế của trường",
        "- Căn cứ Kế hoạch số 1/KH-MN.",
        "Phần thứ nhất",
        "Điều 1. Tặng",
    ),
    *(
        "thi đua dạy tốt",
        "Khen thưởng cuối năm,",
        "MỤC ĐÍCH",
        "Trên đây là Kế hoạch./.",
        "như sau:",
        "------",
        "---o0o---",
        "2",
        "STT\tTên",
    ),
    *(
        "Nơi nhận:",
        "Nơi nhận:   HIỆU TRƯỞNG",
        "- Lưu: VT.",
        "HIỆU TRƯỞNG",
        "KT. HIỆU TRƯỞNG",
        "(Đã ký)",
        "Đỗ Thị Đào",
        "PHỤ LỤC",
    ),
]
LABELS = [
    *("I. ", "II. ", "I/", "IIII. ", "A. ", "1. ", "1/", "2. ", "3. ", "02. ", "1.1. ", "1.1 ", "1.2. ", "2.1.", "1.1.1. "),
    *("a) ", "b) ", "c. ", "đ) ", "- ", "-", "+ ", "* ", "• ", "– ", "\uf0b7 "),
]
MARKS = [
    "\t",
    "   ",
    " ",
    "\r\n",
    "\x0b",
    "\x0c",
    "\u00a0",
    "\u200b",
    "\u00ad",
    "\u2028",
    "\x00",
    "\ue000",
    "\u0301",
    "<b>&amp;",
    "./.",
]
LINE = (
    st.sampled_from(LINES)
    | st.tuples(st.sampled_from(LABELS), st.sampled_from(LINES)).map("".join)
    | st.lists(st.sampled_from(LINES + LABELS + MARKS) | st.text(max_size=8), max_size=5).map("".join)
)
WRITTEN = st.lists(st.tuples(LINE, st.sampled_from(["\n", "\n\n", "\n", "\t"])), min_size=5, max_size=40).map(
    lambda lines: "".join(map("".join, lines))
)


@settings(max_examples=200, deadline=None)
@given(WRITTEN)
def test_every_word_of_any_text_is_kept(text):
    try:
        reading = read_paper(text)
    except ValidationError:
        return
    assert kept_words(reading) == source_words(text)


@settings(max_examples=200, deadline=None)
@given(WRITTEN)
def test_the_words_of_the_text_keep_the_order_of_the_source(text):
    try:
        reading = read_paper(text)
    except ValidationError:
        return
    source = iter(ordered_source_words(text))
    assert all(word in source for word in words(plain_text(reading.body)))


@settings(max_examples=200, deadline=None)
@given(WRITTEN)
def test_any_text_is_read_into_the_closed_schema(text):
    try:
        reading = read_paper(text)
    except ValidationError:
        return
    assert clean(reading.body) == reading.body.replace("\n", "")
    assert clean(reading.appendix) == reading.appendix.replace("\n", "")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    with suppress(ValidationError):
        read_paper(data)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_every_word_of_a_sample_is_kept(sample):
    text = sample.read_bytes().decode()

    assert kept_words(read_paper(text)) == source_words(text)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_the_words_of_the_text_of_a_sample_keep_their_order(sample):
    source = words(sample.read_bytes().decode().replace("\u200b", ""))
    first, last = (words(edge) for edge in TEXTS[sample.stem])
    start = position_of(first, source)
    end = position_of(last, source) + len(last)

    assert words(plain_text(read_paper(sample.read_bytes()).body)) == source[start:end]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_a_sample_in_decomposed_unicode_reads_the_same(sample):
    text = sample.read_bytes().decode()

    assert read_paper(unicodedata.normalize("NFD", text)) == read_paper(text)


def test_a_lost_word_would_be_seen():
    text = SAMPLES[0].read_bytes().decode()

    assert kept_words(read_paper(text.replace("hướng dẫn", "hướng"))) != source_words(text)


def position_of(part: list[str], whole: list[str]) -> int:
    return next(at for at in range(len(whole)) if whole[at : at + len(part)] == part)
