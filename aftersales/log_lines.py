"""Logs as lines of JSON that hold no words of customers, no addresses and no order numbers, whoever writes them.

What this project logs is known. Libraries may put anything into a message, so of most of them only the place in
their program is told; a fault is told by its kind and place for the same reason.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable
from pathlib import Path

OUR_ROOMS = ("actions", "aftersales", "channels", "launcher", "nlu", "serving", "web")
TELL_OF_STARTING = ("rasa.core.run", "rasa.core.agent", "uvicorn.error", "sanic.root")
"""Loggers of libraries that only say how far starting and stopping has come."""


class JsonLines(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "from": record.name,
        }
        if not is_known(record.name):
            line["place"] = f"{Path(record.pathname).name}:{record.lineno}"
        elif record.getMessage():
            line["what"] = record.getMessage()
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[1] is not None:
            line["fault"] = fault_place(record.exc_info[1])
        return json.dumps(line)


def is_known(logger: str) -> bool:
    """Whether what the logger says can be told."""
    return logger.partition(".")[0] in OUR_ROOMS or logger in TELL_OF_STARTING


def fault_place(fault: BaseException) -> str:
    """The kind of a fault and where it arose: its words could hold what a customer said."""
    step = fault.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    where = f" at {step.tb_frame.f_code.co_filename}:{step.tb_lineno}" if step is not None else ""
    return f"{type(fault).__name__}{where}"


def write_json_lines(telling: Iterable[str] = ()) -> None:
    """Let everything that is logged be such lines: from warnings on, ours and those of the loggers named all."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in (*OUR_ROOMS, *telling):
        logging.getLogger(name).setLevel(logging.INFO)


def note(logger: logging.Logger, **fields: object) -> None:
    """Log a line of ids, durations and outcomes."""
    logger.info("", extra={"fields": fields})
