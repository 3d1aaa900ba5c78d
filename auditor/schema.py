"""The settings as a JSON Schema, so that editors complete and check them; made from the rules themselves."""

from __future__ import annotations

from typing import Any

from auditor.explain import manual
from auditor.registry import rule_classes
from auditor.settings import LEVELS, PROFILES, Settings
from auditor.settings.replies import KEYS as REPLY_KEYS

_NAMES = {"type": "array", "items": {"type": "string", "minLength": 1}}
_KINDS = {bool: "boolean", int: "integer", float: "number", str: "string"}


def settings_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of ``[tool.auditor]`` and auditor.toml."""
    default = Settings()
    codes = {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{3}[0-9]{0,3}$"}}
    pages = [manual(rule) for rule in rule_classes()]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of the news auditor",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "select": {**codes, "description": "Codes or families to run; empty means all."},
            "ignore": {**codes, "description": "Codes or families to leave out."},
            "per-source-ignores": {
                "type": "object",
                "additionalProperties": codes,
                "description": "Codes or families not wanted for a source.",
            },
            "fail-on": {"enum": list(LEVELS), "default": "medium", "description": "Lowest severity that exits with 1."},
            "profile": {"enum": list(PROFILES), "default": default.profile},
            "same-source": {"type": "boolean", "default": default.same_source},
            "jobs": {"type": "integer", "minimum": 1, "default": default.jobs},
            "max-bytes": {"type": "integer", "minimum": 1, "default": default.max_bytes},
            "syndication": {
                "type": "array",
                "items": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
                "description": "Pairs of publisher and source that may reprint it.",
            },
            "outlets": {
                "type": "object",
                "description": "Agencies and outlets beside those the package knows, by the name to show.",
                "additionalProperties": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "aliases": {**_NAMES, "description": "Other names; one after ~ counts in credit lines only."},
                        "domains": {**_NAMES, "description": "Hosts it publishes at, such as ledger.example."},
                        "agency": {"type": "boolean", "default": False},
                        "pictures": {"type": "boolean", "default": False},
                    },
                },
            },
            "replies": {
                "description": "Replies of publishers, or the name of a file that holds them; they change no score.",
                "anyOf": [
                    {"type": "string"},
                    {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["source", "date", "text"],
                            "properties": {key: {"type": "string"} for key in REPLY_KEYS},
                        },
                    },
                ],
            },
            "rules": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    page.code: {
                        "type": "object",
                        "additionalProperties": False,
                        "description": page.summary,
                        "properties": {
                            option.name.replace("_", "-"): {
                                "type": _KINDS[type(option.default)],
                                "default": option.default,
                                "description": option.meaning,
                            }
                            for option in page.options
                        },
                    }
                    for page in pages
                },
            },
        },
    }
