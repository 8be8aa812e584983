"""What is asked of a copy of the database: run as a process of its own, whose DATABASE_URL is the copy.

python -m thiduakt.home.upkeep.inside inspect|settle  <asked.json  >told.json
"""

import json
import os
import subprocess
import sys
from datetime import datetime
from typing import Any

PATIENCE = 900  # seconds


def ask(task: str, database_url: str, **asked: Any) -> dict[str, Any]:
    """Have the copy at `database_url` looked into, or settled; what is told of it."""
    environment = {**os.environ, "DATABASE_URL": database_url}
    command = [sys.executable, "-m", __name__, task]
    result = subprocess.run(  # noqa: S603  (our own module)
        command, env=environment, input=json.dumps(asked), capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if result.returncode:
        last = result.stderr.strip().splitlines()[-1:] or ["không rõ vì sao"]
        return {"problems": [f"Không đọc được bản sao ({last[0]})."], "heads": [], "files": []}
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return found


def _inspect(asked: dict[str, Any]) -> dict[str, Any]:
    from awards.decisions.invariants import problems as award_problems
    from thiduakt.audit.chain import Anchor, anchors, breaks
    from thiduakt.documents.invariants import problems
    from thiduakt.home.upkeep.files import named_files
    from thiduakt.school.models import School

    kept = [Anchor.parse(line) for line in asked["heads"]]
    schools = School.objects.all()
    found = [*problems(schools), *award_problems(schools), *(str(place) for place in breaks(kept))]
    return {"problems": found, "heads": [str(head) for head in anchors()], "files": sorted(named_files())}


def _settle(asked: dict[str, Any]) -> dict[str, Any]:
    """Make a restored database fit to be used: up to date, nobody signed in, no ballot box open, and the log tells it."""
    from django.contrib.sessions.models import Session
    from django.core.management import call_command
    from django.db import transaction

    from nominations.ballots.services.conducting import void_restored
    from thiduakt.audit.chain import Anchor, anchors
    from thiduakt.audit.services import record
    from thiduakt.school.models import School, SignIn

    call_command("migrate", verbosity=0)
    restored = {head.school_id: head for head in anchors()}
    before = {head.school_id: head for head in map(Anchor.parse, asked["heads"])}
    with transaction.atomic():
        Session.objects.all().delete()
        SignIn.objects.all().delete()
        for school in School.objects.order_by("pk"):
            heads = {"restored": restored.get(school.pk), "before": before.get(school.pk)}
            changes = {name: [head.seq, head.hash] if head else None for name, head in heads.items()}
            record(
                actor=None,
                verb="system.restore",
                target=school,
                at=datetime.fromisoformat(asked["at"]),
                changes=changes | {"backup": asked["name"]},
            )
        void_restored(at=datetime.fromisoformat(asked["at"]))
    return _inspect({"heads": [str(head) for head in restored.values()]})


def main() -> None:
    import django

    django.setup()
    task = {"inspect": _inspect, "settle": _settle}[sys.argv[1]]
    print(json.dumps(task(json.load(sys.stdin))))  # noqa: T201  (the answer to the process that asked)


if __name__ == "__main__":
    main()
