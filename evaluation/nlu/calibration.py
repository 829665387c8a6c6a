"""How sure the pipeline may be of itself: `python -m evaluation.nlu.calibration`.

Every example of our own is heard by a pipeline that was trained without it. Printed are which temperature makes the
confidences come true, and what each threshold would ask, and get right. No file of customers' messages is used.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from evaluation.nlu.__main__ import EXAMPLES
from evaluation.nlu.figures import Heard
from evaluation.nlu.folds import cross_validated
from evaluation.nlu.labels import label_of, read_examples
from evaluation.nlu.pipelines import OURS, config_of, quietly_on_one_core
from evaluation.nlu.report import percent

TEMPERATURES = tuple(number / 10 for number in range(5, 13))
THRESHOLDS = tuple(number / 20 for number in range(5, 13))
UNCALIBRATED = {"temperature": 1.0, "ranking_length": 0}
Sure = Mapping[str, float]
"""The confidence in each label; together 1."""


def at_temperature(heard: Heard, temperature: float) -> Sure:
    """The confidence in each label, had the classifier been calibrated with this temperature."""
    sharpened: dict[str, float] = defaultdict(float)
    for intent, confidence in heard.ranking:
        sharpened[label_of(intent)] += confidence ** (1 / temperature)
    whole = sum(sharpened.values())
    return {label: part / whole for label, part in sharpened.items()}


def surprise(heard: Sequence[Heard], temperature: float) -> float:
    """How much the right labels surprise on average (negative log-likelihood): the lower, the truer confidences are."""
    told = (at_temperature(one, temperature).get(one.case.label, 0.0) for one in heard)
    return -sum(math.log(max(each, 1e-9)) for each in told) / len(heard)


def best_temperature(heard: Sequence[Heard]) -> float:
    """The temperature at which the right labels surprise least."""
    return min(TEMPERATURES, key=lambda temperature: surprise(heard, temperature))


def below(heard: Sequence[Heard], temperature: float, threshold: float) -> tuple[float, float, float]:
    """What a threshold does: the share it asks about, the share of those that were wrong, and of the rest right."""
    asked, taken = [], []
    for one in heard:
        sure = at_temperature(one, temperature)
        best = max(sure, key=lambda label: sure[label])
        right = best == one.case.label
        asked.append(not right) if sure[best] < threshold else taken.append(right)
    return len(asked) / len(heard), _mean(asked), _mean(taken)


def _mean(each: Sequence[bool]) -> float:
    return sum(each) / len(each) if each else 0.0


def main(folds: Annotated[int, typer.Option(help="Into how many parts our own examples are divided")] = 5) -> None:
    """Print the figures from which temperature and threshold are chosen."""
    quietly_on_one_core()
    heard = cross_validated(config_of(OURS), read_examples(EXAMPLES), folds, UNCALIBRATED)
    temperatures = Table("temperature", "surprise")
    for temperature in TEMPERATURES:
        temperatures.add_row(f"{temperature:.1f}", f"{surprise(heard, temperature):.4f}")
    best = best_temperature(heard)
    thresholds = Table("threshold", "asked", "of these wrong", "of the rest right", title=f"at temperature {best:.1f}")
    for threshold in THRESHOLDS:
        thresholds.add_row(f"{threshold:.2f}", *map(percent, below(heard, best, threshold)))
    Console().print(temperatures, thresholds)


if __name__ == "__main__":
    typer.run(main)
