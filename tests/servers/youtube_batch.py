"""Batches: several requests in one, as multipart/mixed, each with its own answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from http.client import responses
from urllib.parse import urlsplit

from tests.servers.base import Reply, Request, first_values
from tests.servers.google import api_error

BOUNDARY = "batch_made_up"
MOST = 50
"""Requests in one batch."""


def answer_batch(request: Request, answer: Callable[[Request], Reply]) -> Reply:
    """Answer each request of a batch by `answer`, in its order."""
    head = f"Content-Type: {request.headers.get('content-type', '')}\r\n\r\n".encode()
    message = message_from_bytes(head + request.body)
    parts = [part for part in message.walk() if part.get_content_type() == "application/http"]
    if not parts:
        return api_error(400, "INVALID_ARGUMENT", "Failed to parse batch request.", "badRequest")
    if len(parts) > MOST:
        text = f"The batch holds {len(parts)} calls, more than {MOST}."
        return api_error(400, "INVALID_ARGUMENT", text, "badRequest")
    told = [_part(part, answer(_request(part, request))) for part in parts]
    body = b"".join(told) + f"--{BOUNDARY}--\r\n".encode()
    return Reply(200, body, {"Content-Type": f"multipart/mixed; boundary={BOUNDARY}"})


def _request(part: Message, outer: Request) -> Request:
    """Return an inner request; what it does not say of who asks, the outer one does."""
    line, _, rest = str(part.get_payload()).replace("\r\n", "\n").partition("\n")
    method, target, _ = line.split(" ", 2)
    inner = message_from_bytes(rest.encode())
    headers = {name.lower(): value for name, value in inner.items()}
    for name in ("x-goog-api-key", "authorization"):
        if name in outer.headers:
            headers.setdefault(name, outer.headers[name])
    headers.pop("accept-encoding", None)  # the whole is packed, not its parts
    url = urlsplit(target)
    body = str(inner.get_payload()).encode()
    return replace(
        outer,
        method=method,
        path=url.path,
        query=first_values(url.query),
        raw=url.query,
        headers=headers,
        body=body,
    )


def _part(part: Message, reply: Reply) -> bytes:
    name = str(part["Content-ID"]).replace("<", "<response-", 1)
    lines = [f"HTTP/1.1 {reply.status} {responses.get(reply.status, 'OK')}"]
    lines += [f"{name}: {value}" for name, value in reply.headers.items()]
    head = f"--{BOUNDARY}\r\nContent-Type: application/http\r\nContent-ID: {name}\r\n\r\n"
    inside = "\r\n".join([*lines, f"Content-Length: {len(reply.body)}", "", ""])
    return head.encode() + inside.encode() + reply.body + b"\r\n"
