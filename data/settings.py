"""Settings: the only reader of the environment. One frozen object, read once and passed down."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from data.clock import kyiv_today
from data.errors import ConfigError
from data.state import CLOSE, AsOf

DATA_FOLDER = Path(__file__).resolve().parent
# «https://rada.example», «https://*.gov.example:8443», or «*» for any site
_ORIGIN = re.compile(r"\*|https?://(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?")
# «120/minute»; nothing sets no limit
_LIMIT = r"^([1-9][0-9]{0,6}/(second|minute|hour))?$"


class Settings(BaseSettings):
    """What an operator may set, by `OGP_*` variables; the README's table names each."""

    model_config = SettingsConfigDict(env_prefix="OGP_", frozen=True, extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=8050, ge=0, le=65535)
    database_url: str = f"sqlite:///{DATA_FOLDER / 'monitor.sqlite'}"
    as_of: str = CLOSE
    today: date | None = None
    language: Literal["uk", "en"] = "uk"
    jobs: int = Field(default=0, ge=0, le=64)
    overrides: Path | None = None
    publisher: str = ""
    publisher_code: str = Field(default="", pattern=r"^([0-9]{8})?$")
    publisher_contact: str = ""
    publisher_email: str = Field(default="", pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$")
    dataset_id: str = ""
    published_on: date | None = None
    embed_origins: str = ""
    log: Literal["text", "json"] = "text"
    proxies: int = Field(default=0, ge=0, le=5)
    redis_url: str = Field(default="", pattern=r"^((rediss?|unix)://.+)?$")
    limit_files: str = Field(default="120/minute", pattern=_LIMIT)
    limit_api: str = Field(default="1200/minute", pattern=_LIMIT)
    cache: Path = DATA_FOLDER / "cache"

    @field_validator("as_of")
    @classmethod
    def _as_of_is_a_day_or_close(cls, value: str) -> str:
        if value != CLOSE:
            date.fromisoformat(value)
        return value

    @field_validator("embed_origins")
    @classmethod
    def _embed_origins_are_sites(cls, value: str) -> str:
        # a word that is no site would widen the policy or break it, and the browser would say nothing
        if any(not _ORIGIN.fullmatch(origin) for origin in value.split()):
            raise ValueError(value)
        return " ".join(value.split())

    @property
    def default_as_of(self) -> AsOf:
        """The «станом на» of a page whose address names none."""
        return CLOSE if self.as_of == CLOSE else date.fromisoformat(self.as_of)

    def kyiv_today(self) -> date:
        """Today by Kyiv's calendar, whatever zone the server has."""
        return self.today or kyiv_today()


def read_settings() -> Settings:
    """The settings of this process; raises ConfigError naming the variable that makes no sense."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "OGP_" + "_".join(str(part) for part in first["loc"]).upper()
        raise ConfigError("setting", name=name, value=str(first["input"])) from error
