"""The libraries below us print secrets in errors and logs when left alone; each way out is shut, and tried here."""

import logging
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import respx
import sqlalchemy
import tweepy

from bot import http
from bot.activity.github.wire import Wire
from bot.errors import Unconfirmed
from bot.redact import Secret
from bot.store.database import open_database
from tests import canary

NOW = "2026-01-19T20:00:00.000000+00:00"


@respx.mock
def test_httpx_does_not_log_an_address_with_its_query(caplog: pytest.LogCaptureFixture) -> None:
    respx.get(url__startswith="http://127.0.0.1").respond(200, json={})
    with http.client() as client:
        http.send(client, client.build_request("GET", f"http://127.0.0.1/?access_token={canary.VALUE}"))
    assert caplog.text == ""


def test_httpx_failures_are_told_without_their_text() -> None:
    with respx.mock, http.client() as client:
        respx.get(url__startswith="http://127.0.0.1").mock(side_effect=httpx.ReadTimeout(f"token={canary.VALUE}"))
        with pytest.raises(Unconfirmed) as caught:
            http.send(client, client.build_request("GET", f"http://127.0.0.1/?access_token={canary.VALUE}"))
    assert canary.VALUE not in f"{caught.value} {caught.value!r} {caught.value.__cause__!r}"
    assert caught.value.__suppress_context__


def test_a_database_error_does_not_show_the_values(tmp_path: Path) -> None:
    database = open_database(tmp_path, Secret(""), datetime.now(UTC))
    with pytest.raises(sqlalchemy.exc.IntegrityError) as caught, database.writing() as session:
        insert = sqlalchemy.text(
            "INSERT INTO journeys (id, name, created_at, hold_reason) VALUES (:id, :name, NULL, :name)"
        )
        session.connection().execute(insert, {"id": 7, "name": canary.VALUE})
    database.close()
    assert "NOT NULL" in str(caught.value)
    assert canary.VALUE not in str(caught.value)


def test_tweepy_at_debug_does_not_log_its_keys(caplog: pytest.LogCaptureFixture) -> None:
    client = tweepy.Client(
        consumer_key=canary.VALUE,
        consumer_secret=canary.VALUE,
        access_token=canary.VALUE,
        access_token_secret=canary.VALUE,
    )
    with pytest.raises(Exception, match=r".*"):
        client.create_tweet(text="never sent")
    assert canary.VALUE not in caplog.text


@pytest.mark.parametrize("name", ["httpx", "httpcore", "urllib3", "tweepy", "requests_oauthlib", "oauthlib", "github"])
def test_a_library_that_logs_a_token_by_itself_is_kept_quiet_below_warnings(name: str) -> None:
    assert logging.getLogger(name).getEffectiveLevel() >= logging.WARNING


def test_a_library_that_opens_its_own_mouth_when_it_is_imported_is_shut_again() -> None:
    logging.getLogger("github").setLevel(logging.INFO)  # as its import does
    wire = Wire(Secret(canary.VALUE), "https://api.github.com")
    wire._opened()
    wire.close()
    assert logging.getLogger("github").getEffectiveLevel() >= logging.WARNING


def test_s01_a_token_in_our_own_log_line_or_traceback_is_masked(caplog: pytest.LogCaptureFixture) -> None:
    token = "ghp_" + "a1B2" * 9
    try:
        raise ValueError(token)
    except ValueError:
        logging.getLogger("bot").exception("asked with %s", token)
    assert token not in caplog.text
    assert "asked with •••" in caplog.text
    assert "ValueError" in caplog.text
