"""Serves the custom actions to Rasa, on this machine only."""

from rasa_sdk.endpoint import create_app
from sanic import Sanic

from aftersales.log_lines import write_json_lines
from aftersales.services.bootstrap import prepare
from aftersales.settings import LOOPBACK, Settings

IDLE_SECONDS = 75
"""How long a connection may be idle: longer than Rasa keeps one, so that it never finds it closed."""


def create_server(settings: Settings) -> Sanic:
    """Give the server with every action of this package; an action that takes too long gets a 503."""
    server = create_app("actions", cors_origins="")
    server.config.RESPONSE_TIMEOUT = settings.action_timeout_seconds
    server.config.KEEP_ALIVE_TIMEOUT = IDLE_SECONDS
    return server


def main() -> None:
    """Serve until told to stop; rasa_sdk's own command would listen on every interface."""
    write_json_lines(telling=["sanic.root"])
    settings = prepare().settings
    server = create_server(settings)
    server.run(LOOPBACK, settings.actions_port, workers=1, access_log=False, motd=False)


if __name__ == "__main__":
    main()
