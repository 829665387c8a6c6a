"""Measurements of the assistant; nothing imports from here."""
