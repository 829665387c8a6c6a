"""Trains the model when something it is trained from has changed, and only then."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from aftersales.settings import PROJECT_ROOT, Settings
from launcher.environment import child_environment
from launcher.terminal import say

SOURCES = (
    "config.yml",
    "domain.yml",
    "data",
    "nlu",
    "aftersales/understanding",
    "policies/facts.yml",
    "policies/heard_as",
    "requirements.txt",
)
MODEL = "aftersales"
TRAIN = ("train", "--skip-validation", "--augmentation", "0", "--fixed-model-name", MODEL)
"""`make check` validates the training data; Rasa would do it here once more, and warn of each text that actions say."""


def source_files(root: Path) -> Iterator[Path]:
    """Give every file the model depends on, in a fixed order."""
    for source in SOURCES:
        path = root / source
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in files if file.is_file() and "__pycache__" not in file.parts)


def fingerprint(root: Path) -> str:
    """Give a hash of the names and contents of everything the model is trained from."""
    digest = hashlib.sha256()
    for file in source_files(root):
        digest.update(f"{file.relative_to(root)}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_trained(root: Path) -> bool:
    """Tell whether the model on disk was trained from what is there now."""
    stamp = root / "models" / f"{MODEL}.trained-from"
    model = root / "models" / f"{MODEL}.tar.gz"
    return model.exists() and stamp.exists() and stamp.read_text() == fingerprint(root)


def train(root: Path, settings: Settings) -> None:
    """Assemble the language pipeline and train; the model counts as trained only when both went well."""
    trained_from = fingerprint(root)
    environment = child_environment(settings)
    commands = (
        [sys.executable, "-m", "nlu.pipeline", "build"],
        [sys.executable, "-m", "serving.rasa_command", *TRAIN],
    )
    for command in commands:
        subprocess.run(command, cwd=root, env=environment, check=True)
    (root / "models" / f"{MODEL}.trained-from").write_text(trained_from)


def main() -> None:
    """Train if needed, saying so; ends with the failing command's own exit code."""
    if is_trained(PROJECT_ROOT):
        say("The model is up to date.")
        return
    say("The training data has changed: training the model; this takes about a minute.")
    try:
        train(PROJECT_ROOT, Settings.from_environment())
    except subprocess.CalledProcessError as failure:
        say(f"Training failed in: {' '.join(failure.cmd)}. Its own words stand above.")
        sys.exit(failure.returncode)


if __name__ == "__main__":
    main()
