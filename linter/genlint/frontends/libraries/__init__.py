"""How the libraries of each language carry values: data for the model, no code.

`javascript` (with `javascript_…`) is the language's own library, `react` and `vue` are frameworks of user
interfaces, `zustand`, `redux`, `queries` and `atoms` what keeps their state, `utilities` lodash and its kin;
`python` (with `python_…`) is the standard library and what is near it. `words` are the short forms in which
they are written, `traits` what names alone tell. A table is imported when a name is asked that it has, as
`contents` says.
"""

from __future__ import annotations

from collections.abc import Iterable

from genlint.frontends.libraries import contents, traits
from genlint.model.library import CallModel, Libraries, Library


def models_of(table: str) -> Iterable[CallModel]:
    """The models of the table that is the module `table` here."""
    module = __import__(f"{__name__}.{table}", fromlist=("MODELS",))
    models: Iterable[CallModel] = module.MODELS
    return models


LIBRARIES: Libraries = {
    "typescript": Library(contents.TYPESCRIPT, models_of, traits.JAVASCRIPT_COPIES, traits.JAVASCRIPT),
    "python": Library(contents.PYTHON, models_of, traits.PYTHON_COPIES, traits.PYTHON),
}
