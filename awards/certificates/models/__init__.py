from .blanks import Blank, BlankPlace, Printer
from .certificates import Certificate
from .designs import Design, EmblemFile, Wording
from .runs import PrintedSheet, PrintRun, RunFile

__all__ = [
    "Blank", "BlankPlace", "Certificate", "Design", "EmblemFile", "PrintRun", "PrintedSheet", "Printer", "RunFile",
    "Wording",
]  # fmt: skip
