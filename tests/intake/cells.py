"""What a parser makes of a cell that it cannot simply read."""

import pytest
from django.core.exceptions import ValidationError

from thiduakt.intake.parsing import DoubtfulError


def doubted(parse, cell):
    with pytest.raises(DoubtfulError) as raised:
        parse(cell)
    return raised.value.value


def sentences(parse, *cell):
    """What a parser refuses with; none where it reads."""
    try:
        parse(*cell)
    except ValidationError as refusal:
        return refusal.messages
    return []


def refused(parse, cell):
    with pytest.raises(ValidationError) as raised:
        parse(cell)
    assert not isinstance(raised.value, DoubtfulError)
    return raised.value.messages[0]
