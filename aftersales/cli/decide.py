"""`aftersales decide`: JSON requests in, one JSON decision a line out."""

from __future__ import annotations

import json
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import typer

from aftersales.errors import AftersalesError, RequestError
from aftersales.policy.decision import decide
from aftersales.policy.loader import Policies, load_policies
from aftersales.policy.request import read_request
from aftersales.settings import Settings

FROM_STANDARD_INPUT = "-"
FOLDER = typer.Option(None, "--policies", help="Folder of the policies, if not the configured one.")
BAD_REQUESTS = 1


def decide_command(
    file: str = typer.Argument(FROM_STANDARD_INPUT, help="A JSON object or JSON Lines; `-` reads standard input."),
    folder: Path | None = FOLDER,
    pretty: bool = typer.Option(False, help="Indent the output (for people; no longer one line each)."),
) -> None:
    """Decides requests under their shop's policy.

    A request: {"shop", "today", "order": {"number", "status", "placed_on", ..., "lines": [...]}, "lines": [{"sku",
    "quantity"}], "facts": {"problem": ..., ...}}. A request that cannot be decided prints {"error": ...} in its place,
    and the command ends with exit code 1.
    """
    try:
        known = load_policies(folder or Settings.from_environment().policies)
        texts = list(_request_texts(read_input(file)))
    except AftersalesError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_REQUESTS) from None
    failed = False
    for line, text in texts:
        answer = _answer(known, text, line)
        failed = failed or "error" in answer
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2 if pretty else None))
    if failed:
        raise typer.Exit(BAD_REQUESTS)


def read_input(file: str) -> bytes:
    """The bytes of a file, or of standard input."""
    if file == FROM_STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise RequestError(f"cannot be read ({error.strerror})", file, "give a file or pipe the requests in") from error


def _request_texts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """One text a request, with the line where it starts: the whole input if it is one object, else each line."""
    content = content.removeprefix(BOM_UTF8)
    lines = [(place, line) for place, line in enumerate(content.splitlines(), 1) if line.strip()]
    if not lines:
        raise RequestError("there is no request in the input", "line 1", "give a JSON object or JSON Lines")
    is_one = len(lines) > 1 and (_is_object(content) or not any(_is_object(line) for _, line in lines))
    yield from [(lines[0][0], content)] if is_one else lines


def _is_object(text: bytes) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _answer(policies: Policies, text: bytes, line: int) -> dict[str, Any]:
    try:
        return decide(read_request(policies, parse_object(text))).to_json()
    except AftersalesError as error:
        return {"error": {"line": line, "where": error.where, "message": error.message, "mend": error.mend}}


def parse_object(text: bytes) -> dict[str, Any]:
    """One JSON object with exact numbers; repeated keys, NaN and broken UTF-8 are a RequestError."""
    try:
        parsed = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_unique_keys)
    except RecursionError:
        raise RequestError("nested too deeply", "request", "send a flat request") from None
    except ValueError as error:
        raise RequestError(f"not JSON ({error})", "request", "send one JSON object in UTF-8") from error
    if not isinstance(parsed, dict):
        raise RequestError("not a JSON object", "request", "send one object a line")
    if rb"\u" in text:
        _refuse_half_characters(parsed)
    return parsed


def _refuse_half_characters(parsed: dict[str, Any]) -> None:
    try:
        json.dumps(parsed, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        raise RequestError("it holds half a character (a lone surrogate)", "request", "send whole ones") from error


def _refuse_constant(word: str) -> None:
    raise RequestError(f"{word} is not a number", "request", "leave unknown values out")


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = sorted({name for name in names if names.count(name) > 1})
        raise RequestError(f"{', '.join(repeated)} stands twice", "request", "keep one of them")
    return entries
