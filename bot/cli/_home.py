"""How a command gets at the home: settings read, logs made safe, the parts closed when the command ends."""

import click

from bot.app import App
from bot.errors import BotError
from bot.settings import Settings, home_folder, load


def settings() -> Settings:
    """Return the settings of a home that exists."""
    home = home_folder()
    if not home.is_dir():
        raise BotError(f"There is no home at {home}.", "bot init")
    return load()


def again() -> App:
    """Return the bot of this home as its settings are now."""
    return App(settings(), click.get_current_context().obj)


def log_as_json() -> None:
    """Write each line of the log as one JSON object, to stdout."""
    import json
    import logging
    import sys

    class _AsJson(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            told = {"at": self.formatTime(record), "level": record.levelname.lower(), "message": record.getMessage()}
            return json.dumps(told | ({"trace": record.exc_text} if record.exc_text else {}), ensure_ascii=False)

    (handler,) = logging.getLogger().handlers
    handler.setFormatter(_AsJson())
    if isinstance(handler, logging.StreamHandler):
        handler.setStream(sys.stdout)


def open_app(log_level: str = "") -> App:
    """Return the bot of this home; it is closed with the command."""
    import logging

    app = App(settings(), click.get_current_context().obj)
    logging.basicConfig(
        format="%(asctime)s %(levelname)s %(message)s", level=(log_level or app.settings.log_level).upper()
    )
    click.get_current_context().call_on_close(app.close)
    return app
