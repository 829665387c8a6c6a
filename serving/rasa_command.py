"""Rasa's own command without TensorFlow, to train, test and check: `python -m serving.rasa_command train ...`."""

# ruff: noqa: E402 Rasa is imported only after TensorFlow has been left out: it would bring it along.
import sys

from serving.shortcuts.without_tensorflow import leave_out

leave_out()

from rasa.__main__ import main
from rasa.utils.common import EXPECTED_WARNINGS

if __name__ == "__main__":
    # What libraries call deprecated in each other is nothing that somebody who trains a model can mend.
    EXPECTED_WARNINGS.append((DeprecationWarning, ""))
    sys.argv[0] = "rasa"
    main()
