"""Measurements that anyone can repeat: one question a script, on demo data, against a server on this machine."""
