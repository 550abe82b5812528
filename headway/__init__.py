"""Headway: task management that stays fast, live and true.

The parts meet in `headway.app`; nothing is imported here, so that the small process that keeps the embedded servers
does not load a web framework.
"""
