"""Refusals of the API as `application/problem+json` (RFC 9457), in the language of the request."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Response, request

from dashboard.api.parameters import Fault
from dashboard.links import API_ERRORS
from data.i18n import Words

PROBLEM_TYPE: Final = "application/problem+json"


def problem(
    words: Words,
    status: int,
    kind: str,
    faults: Sequence[Fault] = (),
    detail: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A refusal: `kind` names it in the catalogue and in the answer's `type`; `faults` say which parameters."""
    told: dict[str, Any] = {
        "type": f"{API_ERRORS}-{kind.replace('_', '-')}",
        "title": words(f"api.problem_{kind}"),
        "status": status,
        "detail": detail or words(f"api.problem_{kind}_why"),
        "instance": request.path,
    }
    if faults:
        told["errors"] = [
            {"parameter": fault.parameter, "detail": fault.detail} for fault in faults
        ]
    response = Response(
        json.dumps(told, ensure_ascii=False), status=status, content_type=PROBLEM_TYPE
    )
    response.headers.update(headers or {})
    response.headers["Content-Language"] = words.language
    response.headers["Cache-Control"] = "no-store"
    return response
