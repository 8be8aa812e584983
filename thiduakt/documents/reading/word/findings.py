"""What a Word file holds besides the words that Word prints in the text: none of it is left behind without a word."""

from collections import defaultdict

from django.core.exceptions import ValidationError

from thiduakt.documents.reading.decoding import VIETNAMESE

from .xml import Element, W

MAX_QUOTED = 500  # characters of what is left behind, in one sentence
MAX_QUOTES = 10  # sentences of one kind

CHANGES = (
    "Tệp có {added} chỗ thêm và {deleted} chỗ xóa đang theo dõi (Track Changes): chỗ thêm được nhận, chỗ xóa được bỏ; "
    "thầy/cô xem lại."
)
COUNTED = {
    "picture": "Có {count} hình ảnh, hình vẽ trong tệp không đưa vào bản nháp.",
    "symbol": "Có {count} ký hiệu của phông hình (Wingdings, Symbol…) được thay bằng “•” hoặc dấu gần nhất.",
    "nested": "Có {count} bảng nằm trong ô của bảng khác; mỗi dòng của bảng trong được đặt thành một đoạn trong ô.",
    "embedded": "Có {count} phần chèn từ tệp khác không đưa vào bản nháp.",
}
QUOTED = {
    "box": "Chữ trong khung (text box) được đặt ngay sau đoạn có khung, thầy/cô xem lại chỗ đứng: “{words}”.",
    "hidden": "Chữ ẩn trong tệp không đưa vào bản nháp: “{words}”.",
    "formula": "Công thức được đưa vào như chữ thường, thầy/cô xem lại: “{words}”.",
    "comments": "Nhận xét bên lề không đưa vào bản nháp: “{words}”.",
    "footnotes": "Chú thích cuối trang không đưa vào bản nháp: “{words}”.",
    "endnotes": "Chú thích cuối văn bản không đưa vào bản nháp: “{words}”.",
    "header": "Chữ ở đầu trang không đưa vào bản nháp: “{words}”.",
    "footer": "Chữ ở chân trang không đưa vào bản nháp: “{words}”.",
}
LEGACY_FONT = (
    "Chữ trong tệp dùng phông “{font}” của bảng mã cũ {encoding}, không phải Unicode, nên không đọc được dấu. Thầy/cô hãy "
    "chép toàn bộ chữ trong Word, chuyển mã bằng UniKey (Ctrl+Shift+F6, nguồn {encoding}, đích Unicode), dán lại, đổi phông "
    "sang Times New Roman, lưu tệp rồi chọn lại."
)
LEGACY_FONTS = ((".vn", "TCVN3 (ABC)"), ("vni-", "VNI Windows"))


class Findings:
    def __init__(self) -> None:
        self.counts: dict[str, int] = defaultdict(int)
        self.quotes: dict[str, dict[str, None]] = defaultdict(dict)  # by kind, each once and in its order
        self.legacy: dict[str, str] = defaultdict(str)  # by font: what is typed in it

    def quote(self, what: str, words: str) -> None:
        words = " ".join(words.split())
        if words:
            self.quotes[what][words] = None

    def note_font(self, font: str, text: str) -> None:
        if font.lower().startswith(tuple(prefix for prefix, _ in LEGACY_FONTS)) and len(self.legacy[font]) < 5_000:
            self.legacy[font] += text

    def refuse_legacy_fonts(self) -> None:
        """A font left over from the old days may hold Unicode letters: what counts is what is typed in it."""
        for font, text in self.legacy.items():
            letters = sum(map(str.isalpha, text))
            is_old = any(not mark.isascii() for mark in text) and len(VIETNAMESE.findall(text)) < 0.02 * letters
            if is_old:
                encoding = next(name for prefix, name in LEGACY_FONTS if font.lower().startswith(prefix))
                raise ValidationError(LEGACY_FONT.format(font=font, encoding=encoding))

    def sentences(self) -> list[str]:
        found = []
        if self.counts["added"] or self.counts["deleted"]:
            found.append(CHANGES.format(added=self.counts["added"], deleted=self.counts["deleted"]))
        found += (text.format(count=self.counts[what]) for what, text in COUNTED.items() if self.counts[what])
        for what, quotes in self.quotes.items():
            shown = list(quotes)[:MAX_QUOTES]
            found += (QUOTED[what].format(words=f"{words[:MAX_QUOTED]}{'…' * (len(words) > MAX_QUOTED)}") for words in shown)
            if len(quotes) > MAX_QUOTES:
                opening = QUOTED[what].partition(":")[0].partition(",")[0]
                found.append(f"{opening}: còn {len(quotes) - MAX_QUOTES} chỗ nữa như vậy.")
        return found


def count_changes(root: Element, findings: Findings) -> None:
    """Tracked insertions and deletions of words; a change of looks alone is none."""
    for what, names in (("added", ("ins", "moveTo")), ("deleted", ("del", "moveFrom"))):
        changes = (change for name in names for change in root.iter(W + name))
        findings.counts[what] += sum(1 for change in changes if change.find(f".//{W}r") is not None)


def plain_words(element: Element) -> str:
    """The words of a comment, a footnote or a header, a blank between paragraphs; no page number."""
    paragraphs = ("".join(text.text or "" for text in paragraph.iter(W + "t")) for paragraph in element.iter(W + "p"))
    return " ".join(words for words in paragraphs if any(map(str.isalpha, words)))
