"""The words for where a task stands and how much it matters."""

from headway.coded import Coded, CodedEnum


class Status(CodedEnum):
    """How far a task has come."""

    PENDING = "pending", 0
    IN_PROGRESS = "in_progress", 1
    COMPLETED = "completed", 2


class Priority(CodedEnum):
    """How much a task matters; the higher the code the more."""

    LOW = "low", 1
    MEDIUM = "medium", 2
    HIGH = "high", 3


STATUS = Coded(Status)
PRIORITY = Coded(Priority)
