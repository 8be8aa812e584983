"""Where in a sheet a line stands, in one number: a row, or a part of what one cell of a row says."""

from openpyxl.utils import get_column_letter

OF_A_ROW, OF_A_COLUMN = (
    100_000,
    1_000,
)  # a row has less than 100 columns, a cell less than 1 000 parts, a sheet no row 100 000


def letter(place: int) -> str:
    """0 is A."""
    return str(get_column_letter(place + 1))


def number_of(row: int, column: int, part: int) -> int:
    return row * OF_A_ROW + column * OF_A_COLUMN + part


def is_of_a_cell(number: int) -> bool:
    return number >= OF_A_ROW


def place_of(number: int) -> str:
    """As people are told of it after the word “dòng”: “5”, or “5, cột C”."""
    if not is_of_a_cell(number):
        return str(number)
    row, inside = divmod(number, OF_A_ROW)
    return f"{row}, cột {letter(inside // OF_A_COLUMN)}"
