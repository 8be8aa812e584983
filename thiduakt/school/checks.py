from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import OperationalError, ProgrammingError

from .queries import demo_accounts


@register(Tags.database)
def no_demo_account_in_production(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A password that stands in the README must never open a real school."""
    if not settings.IS_PRODUCTION or not databases:
        return []
    try:
        count = demo_accounts()
    except (OperationalError, ProgrammingError):  # before the first migration
        return []
    if not count:
        return []
    return [
        Error(
            f"Cơ sở dữ liệu có {count} tài khoản dùng thử; không thể chạy thật với dữ liệu này.",
            hint="Dùng một cơ sở dữ liệu mới, hoặc bỏ THIDUAKT_MODE=production.",
            id="school.E001",
        )
    ]
