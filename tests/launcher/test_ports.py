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


@pytest.mark.parametrize("variable", ["RASA_PORT", "ACTIONS_PORT", "WEB_PORT"])
def test_the_error_names_the_variable_the_port_and_the_mend(variable: str, taken_port: int, free_port: int) -> None:
    settings = Settings.from_environment(
        {"RASA_PORT": str(free_port), "ACTIONS_PORT": str(free_port + 1), "WEB_PORT": str(free_port + 2)}
    )
    with pytest.raises(SettingsError) as refusal:
        require_free_ports(replace(settings, **{variable.lower(): taken_port}))
    assert str(refusal.value).startswith(f"{variable}: port {taken_port} is already taken")
    assert f"{variable}={taken_port + 1} make run" in refusal.value.mend


@pytest.mark.parametrize(
    "same", [("RASA_PORT", "ACTIONS_PORT"), ("RASA_PORT", "WEB_PORT"), ("ACTIONS_PORT", "WEB_PORT")]
)
def test_one_port_cannot_serve_two_programs(same: tuple[str, str], free_port: int) -> None:
    settings = Settings.from_environment({variable: str(free_port) for variable in same})
    with pytest.raises(SettingsError, match=f"{same[0]} and {same[1]}: both are {free_port}. Give each"):
        require_free_ports(settings)
