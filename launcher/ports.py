"""Finds out before anything starts whether the ports are free."""

import errno
import socket
from itertools import combinations

from aftersales.errors import SettingsError
from aftersales.settings import LOOPBACK, Settings


def is_free(port: int) -> bool:
    """Tell whether a server could listen on the port of this machine's loopback address."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError as refusal:
            if refusal.errno != errno.EADDRINUSE:
                raise SettingsError(f"port {port} cannot be used: {refusal.strerror}") from refusal
            return False
    return True


def require_free_ports(settings: Settings) -> None:
    """Raise SettingsError for a port that is taken, or given to two programs."""
    ports = {"RASA_PORT": settings.rasa_port, "ACTIONS_PORT": settings.actions_port, "WEB_PORT": settings.web_port}
    for first, second in combinations(ports, 2):
        if ports[first] == ports[second]:
            raise SettingsError(f"both are {ports[first]}", f"{first} and {second}", "Give each a port of its own.")
    for variable, port in ports.items():
        if not is_free(port):
            raise SettingsError(
                f"port {port} is already taken",
                variable,
                f"If the assistant is running already, chat with it by `make chat`; otherwise stop the "
                f"program that listens there, or choose another port: {variable}={port + 1} make run.",
            )
