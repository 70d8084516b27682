"""The tables of libraries are made when a name is asked that they have, and not before."""

from __future__ import annotations

import importlib
from collections.abc import Iterable

import library_contents
import pytest
from genlint.frontends.libraries import LIBRARIES, contents, models_of
from genlint.model.library import CallModel, Contents, Library


def test_what_the_tables_have_is_put_down() -> None:
    assert library_contents.PLACE.read_text("utf-8") == library_contents.contents(), (
        "run python tests/frontends/library_contents.py"
    )


def test_every_table_is_asked() -> None:
    told = {*contents.TYPESCRIPT.tables, *contents.PYTHON.tables}
    folder = library_contents.PLACE.parent
    modules = (importlib.import_module(f"genlint.frontends.libraries.{p.stem}") for p in folder.glob("*.py"))
    assert told == {each.__name__.rsplit(".", 1)[-1] for each in modules if hasattr(each, "MODELS")}


def test_only_tables_with_the_name_are_made() -> None:
    made: list[str] = []

    def models(table: str) -> Iterable[CallModel]:
        made.append(table)
        return models_of(table)

    library = Library(contents.TYPESCRIPT, models)
    assert library.find("useImageGeneration", None, False, True) is None
    assert "push" in library.changing()
    assert ("process", "exit") in library.ending()
    assert made == []
    found = library.find("useState", "react", False, True)
    assert found is not None
    assert found.name == "useState"
    assert library.find("useRef", "react", False, True) is not None
    assert made == ["react"]


def test_the_table_that_is_named_first_is_asked_first() -> None:
    tables = {
        "one": [CallModel("f", None, ends=True), CallModel("g", ".")],
        "two": [CallModel("f", None), CallModel("f", "os")],
    }
    library = Library(Contents({"one": "f g", "two": "f"}, "", "f"), tables.__getitem__)
    assert library.find("f", None, False, True) is tables["one"][0]
    assert library.find("f", "os", False, True) is tables["two"][1]
    assert library.ending() == {(None, "f")}


@pytest.mark.parametrize(("language", "name"), [("typescript", "useState"), ("python", "deepcopy")])
def test_a_name_of_each_language(language: str, name: str) -> None:
    assert LIBRARIES[language].find(name, None, False, True) is not None
    assert (
        LIBRARIES["python" if language == "typescript" else "typescript"].find(name, None, False, True)
        is None
    )
