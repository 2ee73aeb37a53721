"""Settings are closed, bounded, and read in one order."""

from pathlib import Path

import pydantic
import pytest

from corpus.glossary import find_terms
from corpus.nouns import Language
from indexer.model import DEFAULT_MODEL
from service.settings import Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the person who runs the tests counts."""
    for name in ("CONFIG", *Settings.model_fields):
        monkeypatch.delenv(f"PASSERELLE_{name}".upper(), raising=False)


def config(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Writes a settings file and names it."""
    path = folder / "passerelle.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("PASSERELLE_CONFIG", str(path))


def test_defaults() -> None:
    """Without anything said the service is local and uses the default model."""
    settings = load_settings()
    assert (settings.index, settings.model, settings.host, settings.port) == (Path("index"), DEFAULT_MODEL, "127.0.0.1", 8000)


def test_arguments_before_variables_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file gives what no variable gives, a variable what no argument gives; an argument of None gives nothing."""
    config(tmp_path, monkeypatch, 'port = 1111\nhost = "file"\nindex = "file"\n')
    monkeypatch.setenv("PASSERELLE_PORT", "2222")
    monkeypatch.setenv("PASSERELLE_HOST", "variable")
    settings = load_settings(port=3333, index=None)
    assert (settings.port, settings.host, settings.index) == (3333, "variable", Path("file"))


def test_settings_do_not_change() -> None:
    """A setting cannot be changed once it is read."""
    with pytest.raises(pydantic.ValidationError):
        load_settings().port = 1


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PASSERELLE_PROT", "1", "there is no setting PASSERELLE_PROT: the settings are PASSERELLE_CONFIG, .*PASSERELLE_HOST"),
        ("PASSERELLE_PORT", "0", r"the setting port is wrong: .*greater than or equal to 1 \(got '0'\)"),
        ("PASSERELLE_PORT", "65536", "the setting port is wrong: .*less than or equal to 65535"),
        ("PASSERELLE_PORT", "many", "the setting port is wrong: .*integer"),
        ("PASSERELLE_LONGEST_QUESTION", "99", "the setting longest_question is wrong"),
        ("PASSERELLE_CONFIG", "nowhere.toml", "PASSERELLE_CONFIG names nowhere.toml, which does not exist"),
    ],
)
def test_wrong_variables(name: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown variable and a value out of bounds are refused, each by name."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=sentence) as caught:
        load_settings()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("prot = 1", "the setting prot is wrong: extra inputs are not permitted"),
        ("port = 0", "the setting port is wrong"),
        ("port = = 1", "the settings file .* cannot be read"),
    ],
)
def test_wrong_files(text: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown key, a value out of bounds and a file that is not TOML are refused."""
    config(tmp_path, monkeypatch, text)
    with pytest.raises(SettingsError, match=sentence):
        load_settings()


def test_the_bounds_themselves_are_taken() -> None:
    """1 and 65535 are ports, 100 and 10 000 characters are limits."""
    assert [load_settings(port=port).port for port in (1, 65535)] == [1, 65535]
    assert [load_settings(longest_question=limit).longest_question for limit in (100, 10_000)] == [100, 10_000]


def test_a_glossary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The glossary that the settings name counts from then on; one that is wrong is refused with its file and entry, and none means the shipped one."""
    path = tmp_path / "mine.toml"
    path.write_text('[[term]]\nid = "laminated-bamboo"\nfr = ["bambou stratifié"]\nvi = ["tre ép khối"]\n', encoding="utf-8")
    monkeypatch.setenv("PASSERELLE_GLOSSARY", str(path))
    assert load_settings().glossary == path
    assert [mention.term.id for mention in find_terms("bambou stratifie", Language.FRENCH)] == ["laminated-bamboo"]
    path.write_text('[[term]]\nid = "bamboo"\nfr = ["bambou"]\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"the setting glossary is wrong: .*mine.toml, term bamboo: it bridges no languages; give it names in two of"):
        load_settings()
    monkeypatch.delenv("PASSERELLE_GLOSSARY")
    load_settings()
    assert find_terms("bambou stratifié", Language.FRENCH) == []


def test_a_generator(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an address there is no generator; with one the limits and the key go to its endpoint, and the key is shown nowhere."""
    assert load_settings().generator is None
    for name, value in {"URL": "http://localhost:11434/v1", "MODEL": "small", "KEY": "sk-secret", "SECONDS": "7.5", "KILOBYTES": "20", "TOKENS": "99"}.items():
        monkeypatch.setenv(f"PASSERELLE_GENERATOR_{name}", value)
    settings = load_settings()
    endpoint = settings.generator
    assert endpoint is not None
    assert (endpoint.address, endpoint.model, endpoint.key) == ("http://localhost:11434/v1/chat/completions", "small", "sk-secret")
    assert (endpoint.seconds, endpoint.most_bytes, endpoint.most_tokens) == (7.5, 20_000, 99)
    assert "sk-secret" not in repr(settings) + repr(endpoint) + settings.model_dump_json()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('generator_url = "http://h/v1"', "the setting generator_model is missing: generator_url is set, so name the model to ask there"),
        ('generator_url = "localhost"', "the setting generator_url is wrong: it is no address: write one such as http://localhost:11434/v1$"),
        ('generator_url = "http://me:sk-secret@h/v1"', "the setting generator_url is wrong: it holds a password: put it into PASSERELLE_GENERATOR_KEY$"),
        ('generator_url = "http://h/v1?key=sk-secret"', "the setting generator_url is wrong: it has something behind its path: leave it out$"),
        ('generator_key = ["sk-secret"]', "the setting generator_key is wrong: [a-z ]*$"),
        ('generator_url = "http://h/v1"\ngenerator_model = "m"\ngenerator_key = "sk-secret"\ngenerator_seconds = 0', "the setting generator_seconds is wrong"),
    ],
)
def test_a_wrong_generator(text: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing or wrong is said by name, and neither a key nor an address that may hold one is repeated."""
    config(tmp_path, monkeypatch, text)
    with pytest.raises(SettingsError, match=sentence) as caught:
        load_settings()
    assert "sk-secret" not in str(caught.value)
