"""How the libraries of each language carry values: data for the model, no code.

`javascript` (with `javascript_…`) is the language's own library, `react` the frameworks of user interfaces
and their stores, `utilities` lodash and its kin, `python` (with `python_…`) the standard library and what is
near it. `words` are the short forms in which they are written.
"""

from __future__ import annotations

from genlint.frontends.libraries import javascript, python, react, utilities
from genlint.model.library import Libraries, Library

LIBRARIES: Libraries = {
    "typescript": Library((*react.MODELS, *javascript.MODELS, *utilities.MODELS)),
    "python": Library(python.MODELS),
}
