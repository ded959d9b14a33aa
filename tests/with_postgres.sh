#!/usr/bin/env bash
# Runs a command beside a PostgreSQL server of its own, which TEST_DATABASE_URL names and which ends with the command.
# Where PostgreSQL is not installed the command runs all the same, and the tests that need it say they were not run.
set -uo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")
if [ ! -x "$bin/initdb" ]; then
  echo "PostgreSQL is not installed: its tests will be skipped (make postgres installs it)." >&2
  exec "$@"
fi

# The server refuses to run as root, so root lends it the account its package made.
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
folder=$(mktemp -d /tmp/learnaloud-postgres-XXXXXX)
[ "$(id -u)" = 0 ] && chown postgres "$folder"
stop() { as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1; rm -rf "$folder"; }
trap stop EXIT

cd "$folder" || exit 1
as "$bin/initdb" -D "$folder/data" -U learner --auth=trust --encoding=UTF8 --locale=C >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
# What is tested is our side: nothing of this server needs to survive a power cut.
as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/data/server.log" -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c fsync=off -c max_connections=200" start >/dev/null || { cat "$folder/data/server.log" >&2; exit 1; }
cd "$OLDPWD" || exit 1
TEST_DATABASE_URL="postgresql://learner@127.0.0.1:$port/postgres" "$@"
