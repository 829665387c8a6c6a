"""Serves the web process on this machine; a proxy in front of it brings it to the customers."""

import logging
import sys

import uvicorn

from aftersales.errors import AftersalesError
from aftersales.log_lines import write_json_lines
from aftersales.services.bootstrap import premises
from aftersales.settings import LOOPBACK
from web.app import create_app

SECONDS_TO_STOP = 3


def main() -> None:
    """Serve until told to stop; a setting or policy that cannot be used is one clear message and exit code 1."""
    write_json_lines(telling=["uvicorn.error"])
    try:
        known = premises()
    except AftersalesError as fault:
        logging.getLogger("web").critical("%s", fault)
        sys.exit(1)
    uvicorn.run(
        create_app(known),
        host=LOOPBACK,
        port=known.settings.web_port,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_STOP,
    )


if __name__ == "__main__":
    main()
