"""The log: configured once, one bound logger per delivery, and its lines shown in Prefect's UI for as long as a run is open."""

import logging
import sys
from functools import cache
from typing import TYPE_CHECKING, TextIO

from loguru import logger

if TYPE_CHECKING:
    from loguru import Logger, Message, Record


def configure(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send log lines of `level` and above to `stream` (standard error), and those of an open Prefect run to that run."""
    only_to_runs(level)
    logger.add(stream or sys.stderr, level=level, format=_line, backtrace=False, diagnose=False)


def only_to_runs(level: str = "INFO") -> None:
    """Send log lines of `level` and above to the open Prefect run and nowhere else: from where nobody reads standard error."""
    logger.remove()
    logger.add(_to_run, level=level, format="{message}")


def for_delivery(delivery_id: int, name: str) -> "Logger":
    """Return the logger of one delivery: its lines carry the delivery's number and file name."""
    return logger.bind(delivery=delivery_id, file=name)


def _line(record: "Record") -> str:
    about = "[{extra[delivery]} {extra[file]}] " if "delivery" in record["extra"] else ""
    return "{time:YYYY-MM-DD HH:mm:ss.SSS} {level: <8} " + about + "{message}\n{exception}"


def _to_run(message: "Message") -> None:
    # Prefect is not imported for the sake of a log line: where it is not there yet, no run is open.
    context = sys.modules.get("prefect.context")
    flow_run = getattr(context, "FlowRunContext", None)
    task_run = getattr(context, "TaskRunContext", None)
    if flow_run is None or task_run is None or not (flow_run.get() or task_run.get()):
        return
    record = message.record
    _prefect().handle(logging.LogRecord("kuaibao", record["level"].no, "", 0, _with_name(record), None, None))


@cache
def _prefect() -> logging.Handler:
    # Not Prefect's run logger: it would have to be at INFO, and then the engine adds lines of its own to every task,
    # which cost the server as much as ours and tell nobody anything.
    from prefect.logging.handlers import APILogHandler

    return APILogHandler()


def _with_name(record: "Record") -> str:
    name = record["extra"].get("file")
    return f"{name}: {record['message']}" if name else record["message"]
