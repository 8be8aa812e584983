"""The way of the data from one shape of the tables to the next."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories.documents import PlanFactory

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = [("plans", "0001_initial")]


def test_doubts_become_places_to_look_at():
    plan = PlanFactory()
    executor = MigrationExecutor(connection)
    old = executor.migrate(BEFORE).apps
    doubts = [{"line": 3, "text": "năm 2023", "reason": "Năm cũ."}, {"line": None, "text": "", "reason": "Thiếu nơi nhận."}]
    old.get_model("plans", "Plan").objects.filter(pk=plan.pk).update(doubts=doubts)

    executor.loader.build_graph()
    new = executor.migrate(executor.loader.graph.leaf_nodes()).apps

    marks = new.get_model("documents", "ReviewMark").objects.filter(document=plan.pk).order_by("place")
    assert list(marks.values_list("place", "field", "passage", "reason")) == [
        (1, "body", "năm 2023", "Năm cũ."),
        (2, "", "", "Thiếu nơi nhận."),
    ]
