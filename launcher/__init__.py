"""Starts the running system and talks to it from a terminal."""
