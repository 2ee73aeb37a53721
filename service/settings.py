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

PREFIX = "PASSERELLE_"
_LIMITS = Limits()
_FILE_VARIABLE = "PASSERELLE_CONFIG"
_KEY = "upload_key"
KEY_VARIABLE = f"{PREFIX}{_KEY}".upper()


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
        """The same settings as variables for a program of ours that is started; without the key, which none needs."""
        told = self.model_dump(exclude={_KEY}, exclude_none=True)
        return {f"{PREFIX}{name}".upper(): str(value) for name, value in told.items()}

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
        got = "" if name == _KEY else f" (got {first['input']!r})"  # a key is not shown, not even a wrong one
        raise SettingsError(f"the setting {name} is wrong: {first['msg'].lower()}{got}") from (None if name == _KEY else error)
    except ValueError as error:
        raise SettingsError(f"the settings file {path} cannot be read: {error}") from error
    return settings
