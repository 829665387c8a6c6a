"""What understanding loads at a start: only what it uses."""

import subprocess
import sys

import pytest
from ruamel.yaml import YAML

from aftersales.settings import PROJECT_ROOT


def components() -> list[str]:
    """The modules of our own that config.yml names."""
    config = YAML(typ="safe").load((PROJECT_ROOT / "config.yml").read_text(encoding="utf-8"))
    names = [component["name"] for component in config["pipeline"]]
    return [name.rpartition(".")[0] for name in names if name.startswith("nlu.")]


@pytest.mark.parametrize("library", ["tensorflow.python", "torch", "sympy"])
def test_a_library_that_nothing_uses_is_not_loaded(library: str) -> None:
    lines = (
        "from serving.shortcuts.without_tensorflow import leave_out",
        "leave_out()",
        *(f"import {module}" for module in components()),
        "import sys",
        f"sys.exit({library!r} in sys.modules)",
    )
    ended = subprocess.run([sys.executable, "-c", "\n".join(lines)], cwd=PROJECT_ROOT, check=False)
    assert ended.returncode == 0
