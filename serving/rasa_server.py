"""Runs Rasa with the shortcuts in place: `python -m serving.rasa_server run ...` takes what `rasa` takes."""

import sys

from rasa.__main__ import main as rasa

from serving.shortcuts import action_request, action_responses, form_validation, graph_run, kept_connections

SHORTCUTS = (
    action_request.REPLACEMENT,
    action_responses.REPLACEMENT,
    form_validation.REPLACEMENT,
    graph_run.REPLACEMENT,
    kept_connections.REPLACEMENT,
)


def main() -> None:
    """Put the shortcuts in place, then do as `rasa` does."""
    for shortcut in SHORTCUTS:
        shortcut.apply()
    sys.argv[0] = "rasa"
    rasa()


if __name__ == "__main__":
    main()
