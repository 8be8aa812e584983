from datetime import date

import pytest
from django.core.exceptions import ValidationError

from thiduakt.ledger.services.checks import check_year


@pytest.mark.parametrize(
    ("day", "newest"),
    [(date(2023, 1, 5), 2022), (date(2023, 8, 31), 2022), (date(2023, 9, 1), 2023), (date(2023, 12, 31), 2023)],
)
def test_a_school_year_that_is_still_to_begin_is_refused(day, newest):
    check_year(newest, day)
    check_year(1945, day)

    for year in (newest + 1, 1944):
        with pytest.raises(ValidationError, match=f"từ 1945 đến {newest}"):
            check_year(year, day)
