"""A port that is taken is told before anything starts."""

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from aftersales.errors import SettingsError
from aftersales.settings import Settings
from launcher.ports import is_free, require_free_ports


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_a_port_is_free_until_someone_listens(free_port: int, taken_port: int) -> None:
    assert is_free(free_port)
    assert not is_free(taken_port)


def test_a_port_taken_on_every_interface_is_taken_here() -> None:
    with socket.create_server(("0.0.0.0", 0)) as listener:
        assert not is_free(listener.getsockname()[1])


@pytest.mark.parametrize("variable", ["RASA_PORT", "ACTIONS_PORT"])
def test_the_error_names_the_variable_the_port_and_the_mend(variable: str, taken_port: int, free_port: int) -> None:
    settings = Settings.from_environment({"RASA_PORT": str(free_port), "ACTIONS_PORT": str(free_port + 1)})
    with pytest.raises(SettingsError) as refusal:
        require_free_ports(replace(settings, **{variable.lower(): taken_port}))
    assert str(refusal.value).startswith(f"{variable}: port {taken_port} is already taken")
    assert f"{variable}={taken_port + 1} make run" in refusal.value.mend


def test_one_port_cannot_serve_both_programs(free_port: int) -> None:
    settings = Settings.from_environment({"RASA_PORT": str(free_port), "ACTIONS_PORT": str(free_port)})
    with pytest.raises(SettingsError, match="a port of its own"):
        require_free_ports(settings)
