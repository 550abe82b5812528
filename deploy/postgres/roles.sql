-- Three roles that may do no more than they must. Run by a superuser in the database of Headway, again after each
-- restore; repeating it is harmless:
--
--   psql --dbname=headway --file=roles.sql
--
-- headway_owner   owns the tables: migrations and `headway restore`
-- headway_app     reads and writes rows: the servers
-- headway_reader  reads rows: `headway backup`, also on a replica
--
-- Other names: --set=owner=… --set=app=… --set=reader=…. Passwords are set apart, by \password or ALTER ROLE.
\set ON_ERROR_STOP on
\if :{?owner} \else \set owner headway_owner
\endif
\if :{?app} \else \set app headway_app
\endif
\if :{?reader} \else \set reader headway_reader
\endif

SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', name)
FROM unnest(ARRAY[:'owner', :'app', :'reader']) AS wanted (name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

SELECT current_database() AS database \gset
ALTER DATABASE :"database" OWNER TO :"owner";
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"app", :"reader";

ALTER SCHEMA public OWNER TO :"owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"app", :"reader";

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"app";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"app";
GRANT SELECT ON ALL TABLES IN SCHEMA public TO :"reader";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public GRANT SELECT ON TABLES TO :"reader";
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO :"reader";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public GRANT SELECT ON SEQUENCES TO :"reader";

-- The servers read which migration the tables are at, and must not say it.
SELECT format('REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM %I', :'app')
WHERE to_regclass('public.alembic_version') IS NOT NULL \gexec
