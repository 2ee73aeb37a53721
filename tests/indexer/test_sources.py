"""Files are found below what was asked for, with what catalogues say of them."""

from pathlib import Path

import pytest

from corpus.catalogue import CatalogueError, corpus_folder
from indexer.errors import SourceMissing
from indexer.sources import find_sources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of many kinds."""
    for name in ("b.txt", "a.pdf", "sub/c.html", ".hidden.txt", ".git/d.txt", "e.xlsx", "f", "old.doc", "G.TXT"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return tmp_path


def test_a_folder(folder: Path) -> None:
    """Readable files are found in a fixed order, hidden ones never, others with the reason why not."""
    sources = find_sources((folder,))
    assert [str(source.path.relative_to(folder)) for source in sources.readable] == ["G.TXT", "a.pdf", "b.txt", "old.doc", "sub/c.html"]
    assert {path.name: reason for path, reason in sources.skipped.items()} == {
        "e.xlsx": "files ending in .xlsx are not read",
        "f": "files ending in nothing are not read",
    }


def test_a_file_that_was_asked_for(folder: Path) -> None:
    """A file that is named itself is read whatever its ending."""
    assert [source.path.name for source in find_sources((folder / "f",)).readable] == ["f"]


def test_a_file_is_found_once(folder: Path) -> None:
    """A file below two roots is one source, of the first."""
    sources = find_sources((folder / "sub", folder))
    assert [source.root for source in sources.readable if source.path.name == "c.html"] == [folder / "sub"]


def test_a_missing_root(tmp_path: Path) -> None:
    """What does not exist is an error that names it."""
    with pytest.raises(SourceMissing, match="nowhere does not exist"):
        find_sources((tmp_path / "nowhere",))


def test_the_catalogue_of_a_folder(folder: Path) -> None:
    """A catalogue beside the files tells of them and is no document itself."""
    (folder / "catalogue.toml").write_text('[[document]]\nfile = "b.txt"\ntitle = "Titre"\n', encoding="utf-8")
    entries = {source.path.name: source.entry.title if source.entry else None for source in find_sources((folder.resolve(),)).readable}
    assert entries == {"G.TXT": None, "a.pdf": None, "b.txt": "Titre", "old.doc": None, "c.html": None}


def test_a_wrong_catalogue(folder: Path) -> None:
    """A catalogue that cannot be is an error rather than left aside."""
    (folder / "catalogue.toml").write_text('[[document]]\nfile = "z.txt"\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"z\.txt"):
        find_sources((folder,))


def titles(root: Path) -> dict[str, str | None]:
    """What is said to be the title of each file."""
    return {source.path.name: source.entry.title if source.entry else None for source in find_sources((root,)).readable}


def test_the_catalogue_of_an_inner_folder(folder: Path) -> None:
    """The catalogue of a folder further in goes before that of the outer one, field by field."""
    (folder / "catalogue.toml").write_text('[[document]]\nfile = "sub/c.html"\ntitle = "Dehors"\nissuer = "Ville"\n', encoding="utf-8")
    (folder / "sub" / "catalogue.toml").write_text('[[document]]\nfile = "../sub/c.html"\ntitle = "Dedans"\n', encoding="utf-8")
    (source,) = [source for source in find_sources((folder,)).readable if source.path.name == "c.html"]
    assert source.entry
    assert (source.entry.title, source.entry.issuer) == ("Dedans", "Ville")


def test_sidecars(folder: Path) -> None:
    """A sidecar tells of the document that it is named after, before the catalogue does, and is no document itself."""
    (folder / "catalogue.toml").write_text('[[document]]\nfile = "b.txt"\ntitle = "Catalogue"\nissuer = "Ville"\n', encoding="utf-8")
    (folder / "b.txt.toml").write_text('title = "Fiche"\n', encoding="utf-8")
    sources = find_sources((folder,))
    (source,) = [source for source in sources.readable if source.path.name == "b.txt"]
    assert source.entry
    assert (source.entry.title, source.entry.issuer) == ("Fiche", "Ville")
    assert not [path for path in (*sources.skipped, *(source.path for source in sources.readable)) if path.suffix == ".toml"]


def test_the_sidecar_of_a_file_that_was_asked_for(folder: Path) -> None:
    """A file that is named itself has its sidecar, whatever its ending."""
    (folder / "f.toml").write_text('title = "Fiche"\n', encoding="utf-8")
    assert titles(folder / "f") == {"f": "Fiche"}


def test_a_sidecar_without_its_document(folder: Path) -> None:
    """A sidecar whose document is not there is told, and so are other files that only look like one."""
    (folder / "gone.pdf.toml").write_text("x", encoding="utf-8")
    (folder / "settings.toml").write_text("x", encoding="utf-8")
    skipped = {path.name: reason for path, reason in find_sources((folder,)).skipped.items()}
    assert skipped["gone.pdf.toml"] == "there is no gone.pdf beside it: put the document there, or remove this file"
    assert skipped["settings.toml"] == "files ending in .toml are not read"


def test_a_wrong_sidecar(folder: Path) -> None:
    """A sidecar that cannot be is an error that names it."""
    (folder / "b.txt.toml").write_text('kind = "poem"\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"b\.txt\.toml: kind = 'poem' is not a kind of document"):
        find_sources((folder,))


@pytest.mark.parametrize("part", [".", "fr"])
def test_the_shipped_documents_have_their_entries(part: str) -> None:
    """Each shipped document is read with its entry, also when a part of the folder is asked for."""
    sources = find_sources(((corpus_folder() / part).resolve(),))
    assert len(sources.readable) > 20
    assert all(source.entry and source.entry.record for source in sources.readable)
