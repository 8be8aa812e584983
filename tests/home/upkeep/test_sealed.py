import pytest

from thiduakt.home.upkeep.sealed import SealError, seal, unseal

SALT = b"0123456789abcdef"
TEXT = "Đỗ Thị Đào được 5 phiếu".encode()


@pytest.fixture(autouse=True)
def password(settings, tmp_path):
    path = tmp_path / "password"
    path.write_text("mat-khau-sao-luu-cua-truong\n")
    settings.BACKUP_PASSWORD_FILE = str(path)
    return path


@pytest.fixture
def sealed(tmp_path):
    seal(iter([TEXT, b"second block"]), tmp_path / "sealed", SALT)
    return tmp_path / "sealed"


def test_what_was_sealed_is_read_back(sealed):
    assert list(unseal(sealed)) == [TEXT, b"second block"]


def test_nothing_of_it_can_be_read_without_the_password(sealed, password):
    assert TEXT not in sealed.read_bytes()
    assert sealed.stat().st_mode & 0o777 == 0o600

    password.write_text("mat-khau-khac-cua-ai-do")
    with pytest.raises(SealError, match="sai mật khẩu sao lưu"):
        list(unseal(sealed))


@pytest.mark.parametrize("place", [40, 60, 100, -2])
def test_a_changed_byte_is_noticed(sealed, place):
    content = bytearray(sealed.read_bytes())
    content[place] ^= 1
    sealed.write_bytes(content)

    with pytest.raises(SealError, match="bị hỏng"):
        list(unseal(sealed))


def test_another_file_is_told_to_be_another(tmp_path):
    (tmp_path / "x").write_text("khác")

    with pytest.raises(SealError, match="không phải là bản sao lưu"):
        list(unseal(tmp_path / "x"))


def test_a_lost_file_is_told(tmp_path):
    with pytest.raises(SealError, match="bị mất"):
        list(unseal(tmp_path / "nowhere"))


@pytest.mark.parametrize("content", [None, "", "ngan-qua"])
def test_without_a_good_password_nothing_is_sealed(settings, password, tmp_path, content):
    settings.BACKUP_PASSWORD_FILE = str(password) if content is not None else ""
    if content is not None:
        password.write_text(content)

    with pytest.raises(SealError, match="ít nhất 12 ký tự"):
        seal(iter([TEXT]), tmp_path / "sealed", SALT)
    assert not (tmp_path / "sealed").exists()
