"""Training happens when what the model is trained from has changed, and only then."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from aftersales.settings import Settings
from launcher import training
from launcher.training import fingerprint, is_trained, train


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for source in (
        "config.yml",
        "data/nlu/small_talk.yml",
        "nlu/order_number.py",
        "policies/heard_as/cause.yml",
        "models/aftersales.tar.gz",
    ):
        (tmp_path / source).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / source).write_text(source)
    return tmp_path


def finish(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """Train with commands that only take note of having been called."""
    called: list[Sequence[str]] = []
    monkeypatch.setattr(training.subprocess, "run", lambda command, **_: called.append(command))
    train(project, Settings.from_environment({}))
    return called


def test_training_builds_the_language_pipeline_first(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build, rasa = finish(project, monkeypatch)
    assert build == [sys.executable, "-m", "nlu.pipeline", "build"]
    assert rasa[1:5] == ["-m", "serving.rasa_command", "train", "--skip-validation"]


def test_a_trained_project_need_not_be_trained_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_trained(project)
    finish(project, monkeypatch)
    assert is_trained(project)


@pytest.mark.parametrize(
    "source", ["config.yml", "data/nlu/small_talk.yml", "nlu/order_number.py", "policies/heard_as/cause.yml"]
)
def test_any_change_asks_for_training(project: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    finish(project, monkeypatch)
    (project / source).write_text("changed")
    assert not is_trained(project)


def test_a_renamed_file_and_a_lost_model_ask_for_training(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finish(project, monkeypatch)
    (project / "data/nlu/small_talk.yml").rename(project / "data/nlu/other.yml")
    assert not is_trained(project)
    finish(project, monkeypatch)
    (project / "models/aftersales.tar.gz").unlink()
    assert not is_trained(project)


def test_compiled_python_does_not_count(project: Path) -> None:
    before = fingerprint(project)
    (project / "nlu/__pycache__").mkdir()
    (project / "nlu/__pycache__/order_number.pyc").write_text("x")
    assert fingerprint(project) == before


def test_a_failed_training_leaves_the_project_untrained(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(command: Sequence[str], **_: object) -> None:
        raise subprocess.CalledProcessError(3, list(command))

    monkeypatch.setattr(training.subprocess, "run", fail)
    with pytest.raises(subprocess.CalledProcessError):
        train(project, Settings.from_environment({}))
    assert not is_trained(project)
