"""How many rows hang on each row of a list, asked for the rows of the page alone.

A `Count` over a join groups the whole table before the first fifty rows are known.
"""

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def count_of(rows: QuerySet, to: str) -> Coalesce:
    """For `annotate`: how many of `rows` name the row by their foreign key `to`."""
    counted = rows.filter(**{to: OuterRef("pk")}).order_by().values(to).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
