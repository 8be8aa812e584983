"""What the probes ask, and what an answer says."""

import io
import re
import zipfile

from django.urls import get_resolver

from thiduakt.routes import routes

PUBLIC = {"dang-nhap/", "dang-nhap/ma-xac-thuc/", "dang-xuat/", "suc-khoe/song", "suc-khoe/san-sang", "mau-giao-dien/"}
PUBLIC |= {"lich/<str:word>.ics"}  # the word is the key
# What the school has published.
PUBLIC |= {f"cong-khai/<slug:code>/{rest}" for rest in ("", "<id:pk>/", "khen-thuong/<id:pk>/", "dien-hinh/")}
PUBLIC |= {"tra-cuu/", "tra-cuu/<str:token>/"}  # whoever holds a certificate
SIGNS_OUT = "dang-xuat/"
# Printing a page takes the engine of papers a second; what is in the book is asked of its Excel file.
PRINTED = re.compile(r"\.pdf$")
SLUGS = {
    "<slug:form>": ("pdf", "docx"),
    "<slug:action>": ("submit", "sign", "issue", "approve", "accept", "miss"),
    "<slug:kind>": ("ky-luat", "nghi", "xac-minh"),
    "<slug:key>": ("public_days",),
    "<slug:code>": ("LDTT",),
    "<slug:way>": ("len",),
    "<slug:sheet>": ("chuong-trinh", "danh-sach-trao", "cho-ngoi", "khach-moi"),
    "<slug:whose>": ("person",),
    "<slug:loai>": ("ca-nhan", "hoc-sinh", "ngoai-truong"),
}

PATHS = [path for path, _ in routes(get_resolver().url_patterns)]
OF_A_ROW = [path for path in PATHS if "<id:pk>" in path]
LISTS = [path for path in PATHS if "<" not in path and path != SIGNS_OUT and not PRINTED.search(path)]
LISTS += [
    "nha-truong/vai-tro/?tab=proposed",
    "nha-truong/vai-tro/?tab=past",
    "thu-vien/?tab=truong",
    "danh-muc/de-xuat/?tab=da-duyet",
    "van-ban/so-di/?nam=2023",
    "so-khen-thuong/?tab=hoc-sinh",
    "so-khen-thuong/danh-sach.xlsx?tab=hoc-sinh",
    "so-khen-thuong/danh-sach.xlsx?tab=lop",
    *(f"so-khen-thuong/rieng/{kind}/{file}" for kind in SLUGS["<slug:kind>"] for file in ("", "danh-sach.xlsx")),
]


def addresses(path: str, key: int) -> list[str]:
    """A path with a row's key in it, once for each word that may stand beside the key."""
    filled = re.sub(r"<id:(?!pk)\w+>", "1", path.replace("<id:pk>", str(key)))
    for slug, words in SLUGS.items():
        if slug in filled:
            return [f"/{filled.replace(slug, word)}" for word in words]
    return [f"/{filled}"]


def text_of(response) -> str:
    """All that an answer says: the pages of an Excel file too."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return content.decode(errors="replace")
