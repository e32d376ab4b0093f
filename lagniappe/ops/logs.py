"""Structured logs: one line an event, for people or for machines. Secrets never get here."""

import json
import logging
import sys
from datetime import UTC, datetime

_KNOWN = set(logging.makeLogRecord({}).__dict__) | {
    "message",
    "asctime",
    "taskName",
    "color_message",
}


class Lines(logging.Formatter):
    """`as_json`: objects with time, level, logger, message and the extras."""

    def __init__(self, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        extras = {k: v for k, v in record.__dict__.items() if k not in _KNOWN}
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        trace = self.formatException(record.exc_info) if record.exc_info else None
        if self._as_json:
            line = {"time": moment, "level": record.levelname.lower(), "logger": record.name}
            line |= {"message": record.getMessage(), **extras}
            return json.dumps(line | ({"trace": trace} if trace else {}), default=str)
        words = " ".join(f"{key}={value}" for key, value in extras.items())
        text = (
            f"{moment[11:23]} {record.levelname.lower():7} {record.getMessage()} {words}".rstrip()
        )
        return f"{text}\n{trace}" if trace else text


def set_up(level: str, log_format: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines(log_format == "json"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # uvicorn's own start and stop lines say nothing that ours do not.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
