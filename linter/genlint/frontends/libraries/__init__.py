"""How the libraries of each language carry values: data for the model, no code.

`javascript` (with `javascript_…`) is the language's own library, `react` and `vue` are frameworks of user
interfaces, `zustand`, `redux`, `queries` and `atoms` what keeps their state, `utilities` lodash and its kin;
`python` (with `python_…`) is the standard library and what is near it. `words` are the short forms in which
they are written, `traits` what names alone tell.
"""

from __future__ import annotations

from genlint.frontends.libraries import (
    atoms,
    javascript,
    python,
    queries,
    react,
    redux,
    traits,
    utilities,
    vue,
    zustand,
)
from genlint.model.library import Libraries, Library

LIBRARIES: Libraries = {
    "typescript": Library(
        (
            *zustand.MODELS,
            *redux.MODELS,
            *queries.MODELS,
            *atoms.MODELS,
            *vue.MODELS,
            *react.MODELS,
            *javascript.MODELS,
            *utilities.MODELS,
        ),
        javascript.COPIES,
        traits.JAVASCRIPT,
    ),
    "python": Library(python.MODELS, python.COPIES, traits.PYTHON),
}
