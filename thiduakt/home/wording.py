"""The audit verbs of every room, in the words of the people who read the log."""

from thiduakt.catalog.wording import ACTS as CATALOG_ACTS
from thiduakt.documents.queries import ACTS
from thiduakt.intake.wording import ACTS as INTAKE_ACTS
from thiduakt.ledger.wording import ACTS as LEDGER_ACTS
from thiduakt.school.wording import ACTS as SCHOOL_ACTS

VERBS = {
    **ACTS,
    **SCHOOL_ACTS,
    **CATALOG_ACTS,
    **LEDGER_ACTS,
    **INTAKE_ACTS,
    "system.restore": "Khôi phục dữ liệu từ bản sao lưu",
    "register.edit": "Ghi sổ văn bản đi",
    "series.propose": "Đề xuất số khởi đầu",
    "series.approve": "Duyệt số khởi đầu",
    "series.refuse": "Không duyệt số khởi đầu",
}
