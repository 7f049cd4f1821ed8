"""A small OpenID provider on this machine, for the tests of the login: whoever asks is signed in at once."""

from __future__ import annotations

import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "annotator-test"
SECRET = "told to the provider and the app alone"


class Provider:
    """Signs in the person it is told to. `asked` are the paths it was asked for, in their order."""

    def __init__(self) -> None:
        self.person: dict[str, str] = {}
        self.asked: list[str] = []
        self.key = RSAKey.generate_key(2048, parameters={"kid": "test", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, dict[str, str]] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                place = urlsplit(self.path)
                provider.asked.append(place.path)
                given = {name: values[0] for name, values in parse_qs(place.query).items()}
                if place.path == "/authorize":
                    code = secrets.token_urlsafe()
                    provider.codes[code] = {**provider.person, "nonce": given.get("nonce", "")}
                    self._go(given["redirect_uri"], code=code, state=given["state"])
                elif place.path == "/end":
                    self._go(given["post_logout_redirect_uri"])
                else:
                    self._say(provider.about() if place.path.endswith("/openid-configuration") else provider.keys())

            def do_POST(self) -> None:
                provider.asked.append(self.path)
                body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                # Of each code one token is made.
                self._say(provider.token(provider.codes.pop(body["code"][0])))

            def _go(self, address: str, **query: str) -> None:
                self.send_response(302)
                self.send_header("Location", f"{address}?{urlencode(query)}" if query else address)
                self.end_headers()

            def _say(self, told: dict[str, Any]) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(told).encode())

            def log_message(self, format: str, *args: object) -> None:
                """Nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self.server.shutdown()
        self.server.server_close()

    def about(self) -> dict[str, Any]:
        """What a client is told first."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "end_session_endpoint": f"{self.address}/end",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self) -> dict[str, Any]:
        """What a token's signature is proved with."""
        return {"keys": [self.key.as_dict(private=False)]}

    def token(self, person: dict[str, str]) -> dict[str, Any]:
        """Who it is, signed."""
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, **person}
        signed = jwt.encode({"alg": "RS256", "kid": "test"}, claims, self.key)
        return {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 300, "id_token": signed}
