"""One digital signature as it was read, and how a person is told of it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

NOT_COMPARED = "không đối chiếu được với gốc tin cậy"


@dataclass(frozen=True, slots=True)
class Signature:
    """`at`: ISO 8601, said by the signer's own clock unless `is_stamped`; "" where nothing is said.

    `is_intact`: what it covers is as it was signed; `is_last`: it covers the whole file; `is_untouched`: what was added
    after it is other signatures and their pictures.
    """

    field: str
    signer: str
    organisation: str
    issuer: str
    at: str
    is_stamped: bool
    is_intact: bool
    is_last: bool
    is_untouched: bool
    is_trusted: bool
    is_readable: bool

    @property
    def who(self) -> str:
        names = [self.signer, self.organisation if self.organisation != self.signer else ""]
        return ", ".join(filter(None, names)) or "không rõ người ký"

    @property
    def when(self) -> str:
        if not self.at:
            return "không ghi giờ ký"
        told = f"{timezone.localtime(datetime.fromisoformat(self.at)):%H:%M ngày %d/%m/%Y}"
        return f"{told}, có dấu thời gian" if self.is_stamped else f"{told}, theo máy người ký"

    @property
    def is_sound(self) -> bool:
        return self.is_readable and self.is_intact and self.is_untouched

    @property
    def state(self) -> str:
        if not self.is_readable:
            return "không đọc được chữ ký này"
        if not self.is_intact:
            return "nội dung đã bị thay đổi sau khi ký"
        if self.is_last:
            return "còn nguyên vẹn, phủ toàn bộ tệp"
        if self.is_untouched:
            return "còn nguyên vẹn, sau đó chỉ có thêm chữ ký khác"
        return "phần được ký còn nguyên, nhưng tệp bị thêm hoặc sửa sau khi ký"

    @property
    def trust(self) -> str:
        issued = f"chứng thư do {self.issuer} cấp" if self.issuer else "chứng thư số"
        return f"{issued}, {'khớp gốc tin cậy của nhà trường' if self.is_trusted else NOT_COMPARED}"
