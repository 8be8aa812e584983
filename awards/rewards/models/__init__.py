from .estimates import Estimate, EstimateLine
from .funds import Fund, FundLine
from .payments import Payment, Recovery

__all__ = ["Estimate", "EstimateLine", "Fund", "FundLine", "Payment", "Recovery"]
