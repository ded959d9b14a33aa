"""Makes logging safe for the whole program: a record is clean from the moment it is made, whoever prints it later."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.redact.finding import redact
from bot.redact.outside import plain

CHATTY_LOGGERS = (  # each prints URLs, headers or bound values below WARNING
    "httpx",
    "httpcore",
    "urllib3",
    "tweepy",
    "requests_oauthlib",
    "oauthlib",
    "github",
    "sqlalchemy.engine",
    "apscheduler",
    "imapclient",  # writes down all that is said, but for the password
    "markdown_it",  # says at DEBUG what it tries at every line
)


@dataclass(frozen=True, slots=True)
class _SafeRecords:
    """Makes log records whose message and traceback are already clean, whoever prints them later."""

    make: Callable[..., logging.LogRecord]

    def __call__(self, *args: object, **kwargs: object) -> logging.LogRecord:
        record = self.make(*args, **kwargs)
        # A server may say a line end and what looks like a line of ours: what follows one stands further in.
        record.msg, record.args = redact(plain(_message(record))).replace("\n", "\n    "), ()
        if record.exc_info:
            # Formatters print exc_text as it stands; without exc_info no other one can print the original.
            record.exc_text = redact(plain(logging.Formatter().formatException(record.exc_info)))
            record.exc_info = None
        if record.stack_info:
            record.stack_info = redact(plain(record.stack_info))
        return record


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # a wrong log call must not stop the program; logging itself forgives it too
        return f"{record.msg} {record.args}"


def guard_logs() -> None:
    """Make logging safe for the whole program, also for libraries; doing it twice changes nothing."""
    make = logging.getLogRecordFactory()
    if not isinstance(make, _SafeRecords):
        logging.setLogRecordFactory(_SafeRecords(make))
    for name in CHATTY_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
