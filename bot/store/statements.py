"""Statements built once and filled in each time: a post is written in thirty rows, every one of them a statement.

SQLAlchemy takes ten times as long to build a statement, or to look at a changed row column by column, as the database
takes to run it. What is written seldom may go the comfortable way, through the session.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Delete, Insert, Row, Select, Table, Update, and_, bindparam, select
from sqlmodel import Session, SQLModel, delete, insert, update

from bot.errors import StoreError

Values = Mapping[str, Any]
Transaction = Session | Connection  # open, with the comfort of a session or without


def table(model: type[SQLModel]) -> Table:
    """Return the table of a model, past the ORM."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def put(transaction: Transaction, model: type[SQLModel], *rows: Values) -> None:
    """Insert rows, which all name the same columns."""
    if rows:
        _connection(transaction).execute(_insert(model), list(rows))


def put_numbered(transaction: Transaction, model: type[SQLModel], **values: Any) -> int:
    """Insert a row, and return the number it got."""
    key = _connection(transaction).execute(_insert(model), values).inserted_primary_key
    if not key:
        raise StoreError("The database gave a new row no number.", "bot check")
    return int(key[0])


def found(transaction: Transaction, model: type[SQLModel], order: Sequence[str] = (), **own: Any) -> Sequence[Row[Any]]:
    """Return the rows of a table that hold these values."""
    return _connection(transaction).execute(_select(model, frozenset(own), tuple(order)), _bound(own)).all()


def change(transaction: Transaction, model: type[SQLModel], values: Values, **own: Any) -> int:
    """Change the rows of a table that hold the values `own`, and return how many there were."""
    return _connection(transaction).execute(_update(model, frozenset(own)), {**_bound(own), **values}).rowcount


def remove(transaction: Transaction, model: type[SQLModel], **own: Any) -> None:
    """Delete the rows of a table that hold these values."""
    _connection(transaction).execute(_delete(model, frozenset(own)), _bound(own))


def _connection(transaction: Transaction) -> Connection:
    return transaction if isinstance(transaction, Connection) else transaction.connection()


def _bound(own: Values) -> dict[str, object]:
    return {f"own_{name}": value for name, value in own.items()}


def _that(model: type[SQLModel], own: frozenset[str]) -> ColumnElement[bool]:
    columns = table(model).c
    return and_(*(columns[name] == bindparam(f"own_{name}") for name in sorted(own)))


@cache
def _insert(model: type[SQLModel]) -> Insert:
    return insert(table(model))


@cache
def _select(model: type[SQLModel], own: frozenset[str], order: tuple[str, ...]) -> Select[Any]:
    return select(table(model)).where(_that(model, own)).order_by(*(table(model).c[name] for name in order))


@cache
def _update(model: type[SQLModel], own: frozenset[str]) -> Update:
    return update(table(model)).where(_that(model, own))  # what is bound besides is what to set


@cache
def _delete(model: type[SQLModel], own: frozenset[str]) -> Delete:
    return delete(table(model)).where(_that(model, own))
