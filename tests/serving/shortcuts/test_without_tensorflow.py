"""Rasa starts without TensorFlow, none of our components misses it, and what would need it says so."""

import subprocess
import sys

from aftersales.settings import PROJECT_ROOT

START = "from serving.shortcuts.without_tensorflow import LEFT_OUT, leave_out; assert leave_out()\n"


def in_a_new_process(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program after TensorFlow was left out."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", START + program],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


OURS = """
import sys
import rasa.__main__, rasa.core.run
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.utils.io import read_config_file
config = read_config_file("config.yml")
for component in config["pipeline"] + config["policies"]:
    registered = DefaultV1Recipe._from_registry(component["name"])
    registered.clazz.get_default_config()
    print(component["name"])
imported = [module for name, module in sys.modules.items() if name.partition(".")[0] in LEFT_OUT]
assert imported and all(type(module).__name__ == "_StandIn" for module in imported), imported
"""


def test_rasa_and_all_our_components_are_there() -> None:
    done = in_a_new_process(OURS)
    assert done.returncode == 0, done.stderr
    assert "RulePolicy" in done.stdout


DIET = """
from rasa.nlu.classifiers.diet_classifier import DIET
DIET({}, {}, False, {})
"""


def test_a_component_that_computes_with_it_says_so() -> None:
    done = in_a_new_process(DIET)
    assert done.returncode == 1
    assert "DIET needs TensorFlow, which is left out" in done.stderr


def test_it_is_not_left_out_where_it_is_in_use_already() -> None:
    program = "import sys; sys.modules['tensorflow'] = sys; assert not leave_out()"
    assert in_a_new_process(program).returncode == 0
