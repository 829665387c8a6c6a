"""The pipelines that are compared."""

import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from evaluation.nlu import pipelines


def test_every_pipeline_has_a_config() -> None:
    assert pipelines.names()[-1] == pipelines.OURS
    assert [name for name in pipelines.names() if not pipelines.config_of(name).exists()] == []


def test_a_pipeline_is_trained_on_the_examples_given_with_options_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "given.yml"
    config.write_text("recipe: default.v1\npipeline:\n- name: a\n  scale: 7\n- name: b\npolicies:\n- name: c\n")
    monkeypatch.setattr("rasa.model_training.train_nlu", lambda *_, **__: str(tmp_path / "nlu.tar.gz"))
    examples = [("hi", "greet"), ("no", "deny"), ("hello", "greet")]
    assert pipelines.train(config, examples, tmp_path, {"scale": 1, "threshold": 2}) == tmp_path / "nlu.tar.gz"
    written = YAML(typ="safe").load(tmp_path / "config.yml")
    assert written["pipeline"] == [{"name": "a", "scale": 1}, {"name": "b"}]
    assert written["policies"] == []
    told = YAML(typ="safe").load(tmp_path / "nlu.yml")["nlu"]
    assert told == [{"intent": "greet", "examples": "- hi\n- hello\n"}, {"intent": "deny", "examples": "- no\n"}]


@pytest.mark.parametrize("command", ["evaluation.nlu.__main__", "evaluation.nlu.calibration"])
def test_no_library_chooses_its_threads_before_the_command_limits_them(command: str) -> None:
    asked = f"import {command}, sys; print(sorted({{'numpy', 'rasa'}} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
