"""Replaces single functions inside Rasa by faster ones that do the same; one module for each, see replacement.py."""
