"""How the libraries of each language carry values: data for the model, no code.

`javascript` is the language's own library, `react` the frameworks of user interfaces and their stores,
`python` the standard library and what is near it.
"""

from __future__ import annotations

from genlint.frontends.libraries import javascript, python, react
from genlint.model.library import Libraries, Library

LIBRARIES: Libraries = {
    "typescript": Library((*react.MODELS, *javascript.MODELS), javascript.COPIES),
    "python": Library(python.MODELS, python.COPIES),
}
