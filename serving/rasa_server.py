"""Runs Rasa with the shortcuts in place: `python -m serving.rasa_server run ...` takes what `rasa` takes."""

# ruff: noqa: E402 Rasa is imported only after TensorFlow has been left out: it would bring it along.
import sys

from serving.shortcuts.without_tensorflow import leave_out

leave_out()

import rasa.__main__ as rasa
from rasa.utils.log_utils import configure_structlog

from aftersales.log_lines import write_json_lines
from serving.shortcuts.in_place import put_in_place


def main() -> None:
    """Put the shortcuts in place, then do as `rasa` does."""
    put_in_place()
    sys.argv[0] = "rasa"
    rasa.configure_structlog = configure_logs
    rasa.main()


def configure_logs(log_level: int | None) -> None:
    """Let Rasa set its logs up, then let them be JSON lines without what customers say."""
    configure_structlog(log_level)
    write_json_lines(telling=["rasa.core.run", "rasa.core.agent"])


if __name__ == "__main__":
    main()
