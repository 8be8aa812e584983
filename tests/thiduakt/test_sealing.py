import pytest
from cryptography.fernet import InvalidToken

from thiduakt.sealing import seal, unseal


def test_what_was_sealed_is_read_again_and_shows_nothing():
    sealed = seal("JBSWY3DPEHPK3PXP")

    assert unseal(sealed) == "JBSWY3DPEHPK3PXP"
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert seal("JBSWY3DPEHPK3PXP") != sealed


def test_with_another_key_it_stays_closed(settings):
    sealed = seal("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY = "another-key" * 5

    with pytest.raises(InvalidToken):
        unseal(sealed)


def test_a_key_that_was_replaced_still_opens(settings):
    sealed, old = seal("JBSWY3DPEHPK3PXP"), settings.SECRET_KEY
    settings.SECRET_KEY = "another-key" * 5
    settings.SECRET_KEY_FALLBACKS = [old]

    assert unseal(sealed) == "JBSWY3DPEHPK3PXP"


def test_what_was_changed_on_the_way_is_refused():
    with pytest.raises(InvalidToken):
        unseal(seal("JBSWY3DPEHPK3PXP")[:-4] + "AAAA")
