#!/bin/sh
# A replica: a copy of the primary at its first start, then whatever the primary writes.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    PGPASSWORD="$(cat /run/secrets/replicator_password)"
    export PGPASSWORD
    pg_basebackup --host=postgres-primary --username=headway_replicator --pgdata="$PGDATA" \
        --wal-method=stream --checkpoint=fast --slot=replica --write-recovery-conf --no-password
    chmod 0700 "$PGDATA"
fi
exec postgres "$@"
