#!/bin/sh
# Run once, in the new database of the container: the roles and their passwords, and who may copy the server.
set -eu
psql --username=postgres --dbname=headway --file=/deploy/roles.sql
psql --username=postgres --dbname=headway --set=ON_ERROR_STOP=1 \
    --set=owner="$(cat /run/secrets/owner_password)" \
    --set=app="$(cat /run/secrets/app_password)" \
    --set=reader="$(cat /run/secrets/reader_password)" \
    --set=replicator="$(cat /run/secrets/replicator_password)" <<'SQL'
ALTER ROLE headway_owner PASSWORD :'owner';
ALTER ROLE headway_app PASSWORD :'app';
ALTER ROLE headway_reader PASSWORD :'reader';
CREATE ROLE headway_replicator REPLICATION LOGIN PASSWORD :'replicator';
SELECT pg_create_physical_replication_slot('replica');
SQL
echo "host replication headway_replicator samenet scram-sha-256" >> "$PGDATA/pg_hba.conf"
