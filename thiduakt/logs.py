"""How the log reads: lines of JSON where a program reads them, plain lines where a person tries the demo."""

import json
import logging
import traceback
from datetime import datetime
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.views.debug import SafeExceptionReporterFilter

from thiduakt.tracing import current


class JsonLines(logging.Formatter):
    """One object a line. Of an exception only its kind and its way through the code: its words may repeat what was typed."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_told(record), ensure_ascii=False, separators=(",", ":"), default=str)


class PlainLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = _told(record)
        told.pop("request_id", None)
        way = told.pop("exception", "")
        time, level, event = told.pop("time")[11:19], told.pop("level"), told.pop("event")
        line = " ".join([time, level, event, *(f"{name}={value}" for name, value in told.items() if value != "")])
        return line if not way else f"{line}\n{super().formatException(record.exc_info)}"  # type: ignore[arg-type]


def _told(record: logging.LogRecord) -> dict[str, Any]:
    trace = current()
    told: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, timezone.get_default_timezone()).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "request_id": trace.request_id,
    }
    if record.name == "thiduakt.request":
        told |= trace.facts | {"event": record.getMessage()}
    elif hasattr(record, "request"):  # Django's own words on a request hold its address, or what was suspicious in it
        told |= {"route": trace.route, "event": str(record.args[0]) if record.args else "request"}  # type: ignore[index]
    else:
        told |= {"event": record.getMessage()}
    if record.exc_info and record.exc_info[1] is not None:
        told["exception"] = _way(record.exc_info[1])
    return told


def _way(error: BaseException) -> list[str]:
    steps = traceback.extract_tb(error.__traceback__)
    return [type(error).__name__, *(f"{step.filename}:{step.lineno} {step.name}" for step in steps)]


class NothingTyped(SafeExceptionReporterFilter):
    """A report of an error shows where it happened, and nothing that anybody typed or that the code held."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return dict.fromkeys(request.POST, self.cleansed_substitute) if request else {}

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> Any:
        return [(name, self.cleansed_substitute) for name in tb_frame.f_locals]
