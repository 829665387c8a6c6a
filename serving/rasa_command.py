"""Rasa's own command without TensorFlow, to train, test and check: `python -m serving.rasa_command train ...`."""

# ruff: noqa: E402 Rasa is imported only after TensorFlow has been left out: it would bring it along.
import sys

from serving.shortcuts.without_tensorflow import leave_out

leave_out()

from rasa.__main__ import main

if __name__ == "__main__":
    sys.argv[0] = "rasa"
    main()
