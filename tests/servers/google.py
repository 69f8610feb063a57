"""Google, as far as Microhit asks it: sign-in, Sheets, shared sheets, YouTube Analytics.

Error bodies have the shapes of the real ones. `FakeGoogle` holds what a test or a rehearsal sets
up; its `services` plug into `FakeWeb`, and `serve` starts them for a dashboard that runs elsewhere:

    google = FakeGoogle()
    with FakeWeb(google.services()) as web:
        monkeypatch.setenv("MICROHIT_MIRROR", web.address)
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from tests.servers.base import FakeWeb, Reply, Request, Service, json_reply
from tests.servers.google_data import Document, Shared, Statistics

ACCOUNTS = "accounts.google.com"
TOKENS = "oauth2.googleapis.com"
SHEETS = "sheets.googleapis.com"
DOCS = "docs.google.com"
DOWNLOADS = "doc-08-5c-sheets.googleusercontent.com"
ANALYTICS = "youtubeanalytics.googleapis.com"
YOUTUBE = "youtube.googleapis.com"
PROJECT = "123456789012"
AUTH = "https://www.googleapis.com/auth/"
HTML = {"Content-Type": "text/html; charset=utf-8"}
SIGN_IN_PAGE = (
    b"<!DOCTYPE html><html><head><title>Google Sheets: Sign-in</title></head>"
    b"<body><form>Sign in to continue to Google Sheets</form></body></html>"
)


@dataclass(slots=True)
class Grant:
    """What one person allowed one app, or one service account has."""

    scopes: frozenset[str]
    refresh: str | None = None
    expires: float = 0.0


@dataclass(slots=True)
class Code:
    """A code on its way back to the app."""

    challenge: str
    redirect: str
    scopes: frozenset[str]


@dataclass(slots=True)
class FakeGoogle:
    """One Google with one person, one app and one service account."""

    client_id: str = "1234-app.apps.googleusercontent.com"
    client_secret: str = "GOCSPX-secretOfTheDesktopApp00"  # noqa: S105  # made up
    account: str = "reader@microhit-tests.iam.gserviceaccount.com"
    documents: dict[str, Document] = field(default_factory=dict)
    shared: dict[str, Shared] = field(default_factory=dict)
    statistics: Statistics = field(default_factory=Statistics)
    consent: Callable[[frozenset[str]], frozenset[str] | None] = lambda asked: asked
    """What the person allows of what is asked; None: they say no."""
    switched_off: set[str] = field(default_factory=set)
    """Hosts of APIs that are not enabled in the project."""
    lifetime: int = 3599
    codes: dict[str, Code] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    """By access token."""
    refreshes: dict[str, frozenset[str]] = field(default_factory=dict)
    """Scopes by refresh token."""
    _key: str = ""
    _public: str = ""

    def services(self) -> dict[str, Service]:
        """What answers for each of Google's hosts."""
        return {
            ACCOUNTS: self._authorize,
            TOKENS: self._token,
            SHEETS: self._signed(SHEETS, "spreadsheets.readonly", self._sheets),
            ANALYTICS: self._signed(ANALYTICS, "yt-analytics.readonly", self._analytics),
            YOUTUBE: self._signed(YOUTUBE, "youtube.readonly", self._youtube),
            DOCS: self._docs,
            DOWNLOADS: self._download,
        }

    # What a person has on disk

    def write_client(self, path: Path) -> Path:
        """Write the JSON file of a Desktop app, as the Google Cloud console gives it."""
        inner = {
            "client_id": self.client_id,
            "project_id": "microhit-tests",
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": "https://oauth2.googleapis.com/token",
            "client_secret": self.client_secret,
            "redirect_uris": ["http://localhost"],
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"installed": inner}))
        return path

    def write_key(self, path: Path) -> Path:
        """Write the key file of the service account, with a key made just now."""
        if not self._key:
            self._key, self._public = key_pair()
        content = {
            "type": "service_account",
            "project_id": "microhit-tests",
            "private_key_id": "0f" * 20,
            "private_key": self._key,
            "client_email": self.account,
            "client_id": "1" * 21,
            "token_uri": "https://oauth2.googleapis.com/token",
            "universe_domain": "googleapis.com",
        }
        path.write_text(json.dumps(content))
        return path

    # What happens to sign-ins

    def grant(self, *scopes: str) -> tuple[str, str]:
        """Let the person have allowed `scopes` before; return an access and a refresh token."""
        refresh = f"1//0{secrets.token_urlsafe(40)}"
        self.refreshes[refresh] = frozenset(f"{AUTH}{scope}" for scope in scopes)
        return self._new_token(self.refreshes[refresh], refresh), refresh

    def expire(self) -> None:
        """Let all access tokens be expired: the next request gets 401."""
        self.grants.clear()

    def revoke(self) -> None:
        """Let the person have taken everything back."""
        self.grants.clear()
        self.refreshes.clear()

    def secrets(self) -> set[str]:
        """Everything that must never be shown, logged or kept outside the sign-in's own file."""
        key = {line for line in self._key.splitlines() if line and "-----" not in line}
        codes = {*self.codes, *self.grants, *self.refreshes}
        return {self.client_secret, *codes, *key}

    def _new_token(self, scopes: frozenset[str], refresh: str | None) -> str:
        token = f"ya29.{secrets.token_urlsafe(60)}"
        self.grants[token] = Grant(scopes, refresh, time.time() + self.lifetime)
        return token

    # accounts.google.com

    def _authorize(self, request: Request) -> Reply:
        query = request.query
        if not request.path.startswith(("/o/oauth2/auth", "/o/oauth2/v2/auth")):
            return Reply(200, SIGN_IN_PAGE, HTML)
        back = urlsplit(query.get("redirect_uri", ""))
        wrong = self._wrong_question(query)
        if wrong or back.hostname not in {"127.0.0.1", "localhost"} or back.scheme != "http":
            text = f"<h1>Access blocked</h1><p>Error 400: {wrong or 'redirect_uri_mismatch'}</p>"
            return Reply(400, text.encode(), HTML)
        asked = frozenset(query["scope"].split())
        allowed = self.consent(asked)
        answer = {"state": query["state"]}
        if allowed is None:
            return _sent_on(query["redirect_uri"], answer | {"error": "access_denied"})
        code = f"4/0A{secrets.token_urlsafe(50)}"
        self.codes[code] = Code(query["code_challenge"], query["redirect_uri"], allowed)
        scope = " ".join(sorted(allowed))
        return _sent_on(query["redirect_uri"], answer | {"code": code, "scope": scope})

    def _wrong_question(self, query: Mapping[str, str]) -> str | None:
        if query.get("client_id") != self.client_id:
            return "invalid_client"
        if query.get("response_type") != "code" or not query.get("state"):
            return "invalid_request"
        if query.get("code_challenge_method") != "S256" or not query.get("code_challenge"):
            return "invalid_request: code challenge required"
        if not all(scope.startswith(AUTH) for scope in query.get("scope", "none").split()):
            return "invalid_scope"
        return None if query.get("access_type") == "offline" else "invalid_request"

    # oauth2.googleapis.com

    def _token(self, request: Request) -> Reply:
        form = request.form
        if request.path == "/revoke":
            return self._taken_back(form.get("token", ""))
        if form.get("grant_type") == "urn:ietf:params:oauth:grant-type:jwt-bearer":
            return self._service_token(form.get("assertion", ""))
        if _app(request, form) != (self.client_id, self.client_secret):
            return _no_token("invalid_client", "Unauthorized", 401)
        if form.get("grant_type") == "authorization_code":
            return self._first_token(form)
        return self._next_token(form.get("refresh_token", ""))

    def _first_token(self, form: Mapping[str, str]) -> Reply:
        code = self.codes.get(form.get("code", ""))
        if code is None or form.get("redirect_uri") != code.redirect:
            return _no_token("invalid_grant", "Bad Request")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != code.challenge:
            return _no_token("invalid_grant", "Invalid code verifier.")
        refresh = f"1//0{secrets.token_urlsafe(40)}"
        self.refreshes[refresh] = code.scopes
        return self._tokens(code.scopes, refresh, {"refresh_token": refresh})

    def _next_token(self, refresh: str) -> Reply:
        scopes = self.refreshes.get(refresh)
        if scopes is None:
            return _no_token("invalid_grant", "Token has been expired or revoked.")
        return self._tokens(scopes, refresh, {})

    def _service_token(self, assertion: str) -> Reply:
        from google.auth import jwt  # noqa: PLC0415  # slow to load

        try:
            claims = jwt.decode(assertion, certs=self._public, audience=f"https://{TOKENS}/token")  # type: ignore[no-untyped-call]  # google-auth is half typed
        except ValueError:
            return _no_token("invalid_grant", "Invalid JWT Signature.")
        if claims["iss"] != self.account:
            return _no_token("invalid_grant", "Invalid grant: account not found")
        return self._tokens(frozenset(claims["scope"].split()), None, {})

    def _tokens(
        self, scopes: frozenset[str], refresh: str | None, more: Mapping[str, str]
    ) -> Reply:
        token = self._new_token(scopes, refresh)
        said = {"expires_in": self.lifetime, "scope": " ".join(sorted(scopes))}
        return json_reply({"access_token": token, "token_type": "Bearer", **said, **more})

    def _taken_back(self, token: str) -> Reply:
        if self.refreshes.pop(token, None) is None:
            return _no_token("invalid_token", "Token expired or revoked")
        gone = [access for access, grant in self.grants.items() if grant.refresh == token]
        for access in gone:
            del self.grants[access]
        return json_reply({})

    # The APIs

    def _signed(self, host: str, scope: str, service: Service) -> Service:
        """Answer only requests whose token is known, good for `scope`, of an API that is on."""

        def answer(request: Request) -> Reply:
            token = request.headers.get("authorization", "").removeprefix("Bearer ")
            grant = self.grants.get(token)
            if grant is None or grant.expires < time.time():
                return unauthorized()
            if f"{AUTH}{scope}" not in grant.scopes:
                return too_narrow()
            if host in self.switched_off:
                return switched_off(host)
            return service(_overridden(request))

        return answer

    def _sheets(self, request: Request) -> Reply:
        parts = request.parts
        document = self.documents.get(parts[2]) if len(parts) > 2 else None
        if document is None:
            return api_error(404, "NOT_FOUND", "Requested entity was not found.", "notFound")
        if not document.readable:
            text = "The caller does not have permission"
            return api_error(403, "PERMISSION_DENIED", text, "forbidden")
        if document.office:
            text = "This operation is not supported for this document"
            return api_error(400, "FAILED_PRECONDITION", text, "failedPrecondition")
        if len(parts) == 3:
            return json_reply(document.description())
        values = document.values(parts[4], request.query)
        if values is None:
            text = f"Unable to parse range: {parts[4]}"
            return api_error(400, "INVALID_ARGUMENT", text, "badRequest")
        return json_reply(values)

    def _analytics(self, request: Request) -> Reply:
        if self.statistics.channel is None:
            return api_error(403, "PERMISSION_DENIED", "Forbidden", "forbidden")
        report = self.statistics.report(request.query)
        if isinstance(report, str):
            return api_error(400, "INVALID_ARGUMENT", report, "badRequest")
        return json_reply(report)

    def _youtube(self, request: Request) -> Reply:
        if request.parts[-1] == "channels":
            return json_reply(self.statistics.channels())
        return json_reply(self.statistics.found(request.query["id"].split(",")))

    # docs.google.com

    def _docs(self, request: Request) -> Reply:
        parts = request.parts
        published = parts[2:3] == ["e"]
        shared = self.shared.get(parts[3 if published else 2])
        if shared is None:
            page = b"<!DOCTYPE html><html><title>Page Not Found</title></html>"
            return Reply(404, page, HTML)
        if shared.status is not None:
            return Reply(shared.status, b"<!DOCTYPE html><html>Sorry.</html>", HTML)
        if not shared.public:
            follow = f"https://{DOCS}{request.path}"
            return _sent_on(f"https://{ACCOUNTS}/ServiceLogin", {"continue": follow}, 307)
        if request.query.get("format", request.query.get("output")) != "csv":
            return Reply(200, b"<!DOCTYPE html><html>The sheet itself</html>", HTML)
        gid = request.query.get("gid", "0")
        if gid not in shared.tabs:
            return Reply(400, b"<!DOCTYPE html><html>Bad Request</html>", HTML)
        path = f"/export/{secrets.token_hex(8)}/{parts[-2]}"
        return _sent_on(f"https://{DOWNLOADS}{path}", {"format": "csv", "gid": gid}, 307)

    def _download(self, request: Request) -> Reply:
        shared = self.shared[request.parts[-1]]
        plain = "".join(sign for sign in shared.name if sign.isascii() and sign.isalnum())
        names = f"filename=\"{plain}.csv\"; filename*=UTF-8''{quote(shared.name)}.csv"
        head = {"Content-Type": shared.kind, "Content-Disposition": f"attachment; {names}"}
        return Reply(200, shared.tabs[request.query["gid"]], head)


def serve(google: FakeGoogle, port: int = 0) -> FakeWeb:
    """Start a Google for a dashboard that runs elsewhere; `.address` goes into MICROHIT_MIRROR.

    The caller stops it with `.stop()`.
    """
    web = FakeWeb(google.services(), port)
    web.start()
    return web


def key_pair() -> tuple[str, str]:
    """A private key for a service account and the public one, both as text."""
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415  # slow to load
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415  # slow to load

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    public = key.public_key().public_bytes(
        form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


def api_error(
    status: int, name: str, message: str, reason: str, *details: Mapping[str, Any], **headers: str
) -> Reply:
    """An error as Google's APIs tell it."""
    one = {"message": message, "domain": "global", "reason": reason}
    error: dict[str, Any] = {"code": status, "message": message, "errors": [one], "status": name}
    if details:
        error["details"] = list(details)
    return json_reply({"error": error}, status, **headers)


def unauthorized() -> Reply:
    """401: the access token has expired."""
    text = (
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
        "cookie or other valid authentication credential."
    )
    return api_error(401, "UNAUTHENTICATED", text, "authError")


def too_narrow() -> Reply:
    """403: the token was given for something else."""
    info = error_info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", {"method": "google.method"})
    text = "Request had insufficient authentication scopes."
    return api_error(403, "PERMISSION_DENIED", text, "insufficientPermissions", info)


def switched_off(host: str) -> Reply:
    """403: the API is not enabled in the cloud project."""
    titles = {SHEETS: "Google Sheets API", ANALYTICS: "YouTube Analytics API"}
    link = f"https://console.developers.google.com/apis/api/{host}/overview?project={PROJECT}"
    title = titles.get(host, "YouTube Data API v3")
    text = f"{title} has not been used in project {PROJECT} before or it is disabled. Enable it "
    text += f"by visiting {link} then retry. If you enabled this API recently, wait a few minutes."
    shown = {"description": "Google developers console API activation", "url": link}
    help_ = {"@type": "type.googleapis.com/google.rpc.Help", "links": [shown]}
    info = error_info("SERVICE_DISABLED", {"consumer": f"projects/{PROJECT}", "service": host})
    return api_error(403, "PERMISSION_DENIED", text, "accessNotConfigured", help_, info)


def slow_down(
    limit: str = "ReadRequestsPerMinutePerUser", unit: str = "1/min/{project}/{user}"
) -> Reply:
    """429: a limit of a minute, or (`limit`, `unit`) of a day."""
    quota = {"quota_limit": limit, "quota_unit": unit, "quota_limit_value": "60"}
    text = f"Quota exceeded for quota metric 'Read requests' and limit '{limit}' of service"
    info = error_info("RATE_LIMIT_EXCEEDED", quota)
    return api_error(429, "RESOURCE_EXHAUSTED", text, "rateLimitExceeded", info)


def used_up() -> Reply:
    """403: YouTube's quota of the day."""
    text = (
        "The request cannot be completed because you have exceeded your "
        '<a href="/youtube/v3/getting-started#quota">quota</a>.'
    )
    return api_error(403, "PERMISSION_DENIED", text, "quotaExceeded")


def error_info(reason: str, metadata: Mapping[str, str]) -> dict[str, Any]:
    """The detail of an error that tells its reason to programs."""
    kind = "type.googleapis.com/google.rpc.ErrorInfo"
    return {"@type": kind, "reason": reason, "domain": "googleapis.com", "metadata": metadata}


def _no_token(error: str, description: str, status: int = 400) -> Reply:
    return json_reply({"error": error, "error_description": description}, status)


def _sent_on(address: str, query: Mapping[str, str], status: int = 302) -> Reply:
    return Reply(status, b"", {"Location": f"{address}?{urlencode(query)}"})


def _app(request: Request, form: Mapping[str, str]) -> tuple[str, str]:
    """Who asks: by the form, or by HTTP Basic, which Google takes as well."""
    header = request.headers.get("authorization", "")
    if header.startswith("Basic "):
        name, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
        return name, secret
    return form.get("client_id", ""), form.get("client_secret", "")


def _overridden(request: Request) -> Request:
    """A long GET comes as POST, its query in the body."""
    if request.headers.get("x-http-method-override") != "GET":
        return request
    return Request(
        "GET", request.host, request.path, request.form, request.headers, b"", request.time
    )
