"""All settings in one frozen object, from ``PASSERELLE_*`` variables and an optional TOML file; unknown keys are refused."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from corpus.glossary import use_glossary
from corpus.taxonomies import TaxonomyError
from indexer.limits import Limits
from indexer.model import DEFAULT_MODEL

_PREFIX = "PASSERELLE_"
_LIMITS = Limits()
_FILE_VARIABLE = "PASSERELLE_CONFIG"


class SettingsError(Exception):
    """A setting is unknown or out of bounds; the sentence names it."""


class Settings(BaseSettings):
    """What can be set; every field is also a variable, ``index`` being ``PASSERELLE_INDEX``."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="forbid", frozen=True)

    index: Path = Field(default=Path("index"), description="folder of the index")
    model: str = Field(default=DEFAULT_MODEL, description="any sentence-transformers name or folder")
    model_dir: Path | None = Field(default=None, description="folder in which the default model is prepared, instead of the user's cache")
    reranker: str | None = Field(
        default=None, description="hub name or folder of a sentence-transformers CrossEncoder that judges the best passages again; none"
    )
    reranked: int = Field(default=20, ge=2, le=1000, description="how many of the best passages the reranker judges")
    glossary: Path | None = Field(default=None, description="TOML file with terms, or names of ours, that are added to the shipped glossary")
    feedback: Path | None = Field(default=None, description="file of readers' opinions of answers; beside the index when left out")
    host: str = Field(default="127.0.0.1", description="address on which `serve` listens")
    port: int = Field(default=8000, ge=1, le=65535, description="port on which `serve` listens")
    longest_question: int = Field(default=2000, ge=100, le=10_000, description="characters of the longest question taken")
    workers: int = Field(default=0, ge=0, le=256, description="processes that read files; 0 for one on each core")
    file_mb: int = Field(default=_LIMITS.file_mb, ge=1, le=2000, description="megabytes of the largest file that is read")
    file_seconds: int = Field(
        default=_LIMITS.file_seconds, ge=1, le=3600, description="seconds in which a file of up to 2 MB must be read; half as much more for each further MB"
    )
    page_seconds: int = Field(default=_LIMITS.page_seconds, ge=1, le=600, description="seconds in which the text of one scanned page must be recognised")
    memory_mb: int = Field(default=_LIMITS.memory_mb, ge=300, le=64_000, description="megabytes of memory that a process which reads files may take")

    @property
    def limits(self) -> Limits:
        """What the extraction of one file may take."""
        return Limits(file_mb=self.file_mb, file_seconds=self.file_seconds, page_seconds=self.page_seconds, memory_mb=self.memory_mb)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes it by this name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then variables, then the file."""
        path = os.environ.get(_FILE_VARIABLE)
        file = (TomlConfigSettingsSource(settings_cls, Path(path)),) if path else ()
        return (init_settings, env_settings, *file)


def load_settings(**overrides: object) -> Settings:
    """The settings; ``overrides`` that are None leave a setting as it is. The glossary that they name counts from then on.

    Raises ``SettingsError`` for an unknown variable or key, a value out of bounds, or a missing or wrong file.
    """
    known = {f"{_PREFIX}{name}".upper() for name in Settings.model_fields} | {_FILE_VARIABLE}
    if unknown := sorted(name for name in os.environ if name.upper().startswith(_PREFIX) and name.upper() not in known):
        raise SettingsError(f"there is no setting {unknown[0]}: the settings are {', '.join(sorted(known))}")
    path = os.environ.get(_FILE_VARIABLE)
    if path and not Path(path).is_file():
        raise SettingsError(f"{_FILE_VARIABLE} names {path}, which does not exist")
    given: dict[str, Any] = {name: value for name, value in overrides.items() if value is not None}
    try:
        settings = Settings(**given)
        use_glossary(settings.glossary)
    except TaxonomyError as error:
        raise SettingsError(f"the setting glossary is wrong: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"the setting {name} is wrong: {first['msg'].lower()} (got {first['input']!r})") from error
    except ValueError as error:
        raise SettingsError(f"the settings file {path} cannot be read: {error}") from error
    return settings
