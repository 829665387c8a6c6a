"""The routes of the web process, as the tests go through them one by one."""

from collections.abc import Iterator

from starlette.applications import Starlette
from starlette.routing import Mount


def routes_of(app: Starlette) -> Iterator[tuple[str, str]]:
    """Method and path of every route; what is mounted is read only."""
    for route in app.routes:
        if isinstance(route, Mount):
            yield "GET", route.path
        else:
            yield from ((method, route.path) for method in sorted(route.methods - {"HEAD"}))  # type: ignore[attr-defined]
