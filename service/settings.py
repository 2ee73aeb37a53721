"""All settings in one frozen object, from ``PASSERELLE_*`` variables and an optional TOML file; unknown keys are refused."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from corpus.glossary import use_glossary
from corpus.taxonomies import TaxonomyError
from indexer.limits import Limits
from indexer.model import DEFAULT_MODEL
from service.endpoint import Endpoint, checked_url

PREFIX = "PASSERELLE_"
_LIMITS = Limits()
_FILE_VARIABLE = "PASSERELLE_CONFIG"
_KEY = "upload_key"
KEY_VARIABLE = f"{PREFIX}{_KEY}".upper()
_SECRET = frozenset({_KEY, "generator_key", "generator_url"})
"""Settings that may hold a secret, whose wrong values are not repeated."""


class SettingsError(Exception):
    """A setting is unknown or out of bounds; the sentence names it."""


class Settings(BaseSettings):
    """What can be set; every field is also a variable, ``index`` being ``PASSERELLE_INDEX``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    index: Path = Field(default=Path("index"), description="folder of the index")
    model: str = Field(default=DEFAULT_MODEL, description="any sentence-transformers name or folder")
    model_dir: Path | None = Field(default=None, description="folder in which the default model is prepared, instead of the user's cache")
    reranker: str | None = Field(
        default=None, description="hub name or folder of a sentence-transformers CrossEncoder that judges the best passages again; none"
    )
    reranked: int = Field(default=20, ge=2, le=1000, description="how many of the best passages the reranker judges")
    glossary: Path | None = Field(default=None, description="TOML file with terms, or names of ours, that are added to the shipped glossary")
    feedback: Path | None = Field(default=None, description="file of readers' opinions of answers; beside the index when left out")
    upload_key: SecretStr | None = Field(
        default=None, min_length=16, description="who has it may add documents and remove what was added; nobody may when left out"
    )
    uploads: Path | None = Field(default=None, description="folder of uploaded documents; beside the index when left out")
    upload_mb: int = Field(default=100, ge=1, le=10_000, description="megabytes of the largest upload, all its files together")
    upload_files: int = Field(default=20, ge=1, le=1000, description="files of the largest upload")
    generator_url: str | None = Field(
        default=None, description="address of an OpenAI-compatible chat endpoint that words answers, such as http://localhost:11434/v1; none"
    )
    generator_model: str = Field(default="", description="name of the model at that endpoint")
    generator_key: SecretStr = Field(default=SecretStr(""), description="key that the endpoint wants; sent to it alone and never shown")
    generator_seconds: float = Field(default=30.0, ge=0.1, le=600, description="seconds in which the endpoint must have finished")
    generator_kilobytes: int = Field(default=1000, ge=1, le=100_000, description="kilobytes of the largest reply that is read")
    generator_tokens: int = Field(default=800, ge=16, le=32_000, description="tokens that the model may write")
    generator_at_once: int = Field(default=8, ge=1, le=1000, description="requests to the endpoint at one time; a further answer is the built-in one")
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

    @field_validator("upload_key")
    @classmethod
    def _fits_a_header(cls, key: SecretStr | None) -> SecretStr | None:
        """Refuses a key that not every program could send in a header."""
        if key and not all("!" <= letter <= "~" for letter in key.get_secret_value()):
            raise ValueError("it has a space or a letter with an accent: use letters without accents, digits and signs")
        return key

    @property
    def limits(self) -> Limits:
        """What the extraction of one file may take."""
        return Limits(file_mb=self.file_mb, file_seconds=self.file_seconds, page_seconds=self.page_seconds, memory_mb=self.memory_mb)

    @property
    def uploads_folder(self) -> Path:
        """Where uploaded documents are kept: beside the folder of the index, so that an index which is thrown away takes none of them along."""
        return (self.uploads or self.index.absolute().with_name(f"{self.index.name}-uploads")).absolute()

    @property
    def variables(self) -> dict[str, str]:
        """The same settings as variables for a program of ours that is started; without what may hold a secret, which none needs."""
        told = self.model_dump(exclude=set(_SECRET), exclude_none=True)
        return {f"{PREFIX}{name}".upper(): str(value) for name, value in told.items()}

    @field_validator("generator_url")
    @classmethod
    def _checked(cls, url: str | None) -> str | None:
        return checked_url(url) if url else None

    @property
    def generator(self) -> Endpoint | None:
        """The endpoint that words answers, where one is set."""
        if self.generator_url is None:
            return None
        return Endpoint(
            self.generator_url,
            self.generator_model,
            self.generator_key.get_secret_value(),
            seconds=self.generator_seconds,
            most_bytes=self.generator_kilobytes * 1000,
            most_tokens=self.generator_tokens,
        )

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
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields} | {_FILE_VARIABLE}
    if unknown := sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known):
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
        shown = "" if name in _SECRET else f" (got {first['input']!r})"
        message = first["msg"].lower() if first["type"] != "value_error" else str(first["ctx"]["error"])
        raise SettingsError(f"the setting {name} is wrong: {message}{shown}") from None if shown == "" else error
    except ValueError as error:
        raise SettingsError(f"the settings file {path} cannot be read: {error}") from error
    if settings.generator_url and not settings.generator_model:
        raise SettingsError("the setting generator_model is missing: generator_url is set, so name the model to ask there")
    return settings
