"""The environment in which the programs of the running system are started."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from aftersales.settings import Settings

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
}
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""A message is too little work to share: threads that wait for each other take more time than they save."""

PLAIN_LOOP = {"SANIC_USE_UVLOOP": "false"}
"""Turns are few and large for an event loop: with asyncio's own they took a tenth less CPU time than with uvloop."""


def child_environment(settings: Settings, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Give the parent's environment with the settings spelled out and this Python's programs first on PATH.

    endpoints.yml and the Procfile name RASA_PORT and ACTIONS_PORT, which therefore must always be set.
    """
    programs = str(Path(sys.executable).parent)
    return {
        **environ,
        **QUIET,
        **ONE_THREAD,
        **PLAIN_LOOP,
        "PATH": os.pathsep.join([programs, environ.get("PATH", "")]),
        "PYTHONUNBUFFERED": "1",
        "DATABASE_URL": settings.database_url,
        "RASA_PORT": str(settings.rasa_port),
        "ACTIONS_PORT": str(settings.actions_port),
        "WEB_PORT": str(settings.web_port),
    }
