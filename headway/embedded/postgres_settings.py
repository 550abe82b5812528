"""How the embedded PostgreSQL is set up: what `initdb` and the server are told."""

PORT = 5432  # names the socket; nothing listens on a network

INITDB = [
    "--username=postgres",
    "--auth=peer",
    "--data-checksums",
    # Without ICU and without the C library's locales: the same order and the same case rules on every system.
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
]
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "max_connections": "60"}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100"}
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "data_sync_retry": "off",
    "restart_after_crash": "on",
    "shared_buffers": "64MB",
    "io_method": "sync",  # no workers for reads: 64 MB of buffers on a local disk do not repay three more processes
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # One file a weekday, overwritten a week later.
    "logging_collector": "on",
    "log_filename": "postgres-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_line_prefix": "%m [%p] %q%u ",
    "log_min_duration_statement": "500ms",
    # Neither values of statements nor the rows that violate a constraint: what people write stays out of the logs.
    "log_parameter_max_length": "0",
    "log_error_verbosity": "terse",
}


def of_server(*, test: bool) -> dict[str, str]:
    """The settings of a server: one that keeps what it promised, or one for tests that is fast."""
    return SETTINGS | (FAST if test else SAFE)
