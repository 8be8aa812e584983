from datetime import timedelta

import pytest
from django.db import transaction

from thiduakt.audit.services import record


@pytest.fixture
def chain(principal, at):
    """Eight events of one school, a minute and some microseconds apart."""
    with transaction.atomic():
        return [
            record(
                actor=principal if number else None,
                verb="person.edit",
                target=principal.person,
                at=at + timedelta(minutes=number, microseconds=number * 111_111),
                changes={"fields": ["post", "group_id"], "count": number, "is_new": False, "rate": 1},
                reason=f"Đính chính lần {number}, theo đề nghị của Đỗ Thị Đào.",
            )
            for number in range(8)
        ]
