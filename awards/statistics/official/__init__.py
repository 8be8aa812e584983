"""Biểu 0601, 0602, 0603 of TT 02/2023/TT-BNV: their rows and columns, and how a school's books fill them. Pure.

Rows, columns and code numbers are those of the forms as a province's system prints them; nobody here has held them against
the circular itself. What that source leaves open is marked [CẦN ĐỐI CHIẾU].
"""

from .awards import Award, national, regional
from .campaigns import Launched, campaigns
from .form import TO_CHECK, Form, Line

__all__ = ["TO_CHECK", "Award", "Form", "Launched", "Line", "campaigns", "national", "regional"]
