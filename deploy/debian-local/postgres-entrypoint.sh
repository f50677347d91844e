#!/bin/sh
# Makes the cluster at the first start, then runs the server; further arguments are the server's.
set -eu
data=${PGDATA:-/var/lib/postgresql/data}
if [ ! -s "$data/PG_VERSION" ]; then
  printf '%s' "${POSTGRES_PASSWORD:?}" >/tmp/password
  /opt/postgres/bin/initdb --pgdata "$data" --username "${POSTGRES_USER:-postgres}" \
    --pwfile /tmp/password --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8
  rm /tmp/password
  echo 'host all all all scram-sha-256' >>"$data/pg_hba.conf"
fi
shift
exec /opt/postgres/bin/postgres -D "$data" -c listen_addresses='*' -c unix_socket_directories=/tmp "$@"
