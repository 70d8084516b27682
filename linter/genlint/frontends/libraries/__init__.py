"""How the libraries of each language carry values: data for the model, no code.

`javascript` is the language's own library, `react` and `vue` are frameworks of user interfaces, `zustand`,
`redux`, `queries` and `atoms` what keeps their state; `python` is the standard library and what is near it.
"""

from __future__ import annotations

from genlint.frontends.libraries import atoms, javascript, python, queries, react, redux, vue, zustand
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
        ),
        javascript.COPIES,
    ),
    "python": Library(python.MODELS, python.COPIES),
}
