"""PostgreSQL and Valkey without an installation: started on demand, shared by all processes, ended with the last one.

`with Stack(home).acquire():` keeps them running; the addresses are the stack's `database_url` and `redis_url`.
"""

from .binaries import postgres_tools
from .errors import EmbeddedError
from .home import default_home, scratch_home
from .locks import Lease
from .secrets import Secrets
from .stack import ServerStatus, Stack, Status

__all__ = [
    "EmbeddedError",
    "Lease",
    "Secrets",
    "ServerStatus",
    "Stack",
    "Status",
    "default_home",
    "postgres_tools",
    "scratch_home",
]
