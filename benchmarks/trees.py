"""Trees to measure on: made by generation, the same ones for the same numbers."""

from __future__ import annotations

import random
from pathlib import Path

FILES_A_FOLDER = 40

# What a file is made of: ordinary code, in the words of ordinary applications.
_NOUNS = """
account address amount article basket category comment customer date device entry field filter form group
invoice item key label layout list locale map member menu name note number option order page panel path
payment price product profile query range rate report result role route row rule score section service
setting sheet size source state status store summary table tag template theme time title token total type
unit upload user value version view widget
""".split()  # noqa: SIM905
_DOMAIN = """
chat conversation event file image media message project request session stream task thread video
""".split()  # noqa: SIM905
"""Words that applications of any kind may have, and that the rules have patterns with."""

_VERBS = [
    "add",
    "apply",
    "build",
    "check",
    "clear",
    "close",
    "copy",
    "count",
    "create",
    "find",
    "get",
    "pick",
]

_TOPIC = 5
"""How many nouns a file is about."""

_TYPESCRIPT = """\
/** {Verb}s the {noun} of a {other}, as the {third} shows it. */
export function {verb}{Noun}({other}: {Other}, options: {Noun}Options = {{}}): {Noun} | undefined {{
  const {{ {third}, limit = 20 }} = options;
  if (!{other}.{third} || limit < 1) {{
    return undefined; // nothing to {verb}
  }}
  const found = {other}.{noun}s.filter((each) => each.{third} === {third}).slice(0, limit);
  return found.length > 0 ? {{ ...found[0], label: `{noun} ${{found.length}}` }} : undefined;
}}
"""
_COMPONENT = """\
export const {Noun}Panel = ({{ {other}, onSelect }}: {Noun}PanelProps) => {{
  const [{third}, set{Third}] = useState<{Third} | null>(null);
  const {{ data, isLoading }} = useQuery({{ queryKey: ["{noun}", {other}.id], enabled: !!{other}.id }});
  useEffect(() => {{
    set{Third}(data?.{third} ?? null);
  }}, [data]);
  if (isLoading) return <Spinner label="{noun}" />;
  return (
    <ul className="{noun}-panel">
      {{data?.{noun}s.map((each) => (
        <li key={{each.id}} onClick={{() => onSelect(each.id)}}>{{each.label}}</li>
      ))}}
    </ul>
  );
}};
"""
_PYTHON = '''\
def {verb}_{noun}({other}, *, {third}=None, limit=20):
    """{Verb} the {noun} of a {other}, as the {third} shows it.

    Raises `ValueError` when there is nothing to {verb}.
    """
    if {third} is None or limit < 1:
        raise ValueError(f"no {noun} in {{{other}!r}}")
    found = [each for each in {other}.{noun}s if each.{third} == {third}]
    return sorted(found, key=lambda each: each.label)[:limit]
'''
_CANDIDATES = {
    ".ts": "export function use{Noun}Editor(chatId: string) {{\n  return useImageGeneration(chatId);\n}}\n",
    ".tsx": "export function {Noun}Editor({{ chatId }}) {{\n  return useImageGeneration(chatId);\n}}\n",
    ".py": "def use_{noun}_editor(chat_id):\n    return use_image_generation(chat_id)\n",
}


def make(folder: Path, files: int, candidates: float, *, domain: bool = False, seed: int = 1) -> int:
    """Write a tree of `files` TypeScript and Python files below `folder`, of which the part `candidates`
    holds a finding. `domain` takes some of their nouns from the domain's words. Returns the bytes."""
    chance = random.Random(seed)
    size = 0
    for number in range(files):
        suffix = chance.choice((".ts", ".tsx", ".py"))
        about = topic(chance)
        if domain:
            about[1:3] = chance.sample([*_DOMAIN, *_NOUNS], 2)
        text = _imports(suffix, about) + "\n" + body(chance, suffix, about)
        if number < files * candidates:
            text += "\n" + _fill(_CANDIDATES[suffix], chance, about)
        place = folder / f"part{number // FILES_A_FOLDER // 20}" / f"folder{number // FILES_A_FOLDER}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{about[0]}_{number}{suffix}").write_text(text, encoding="utf-8")
        size += len(text)
    return size


def topic(chance: random.Random) -> list[str]:
    """The nouns that a file is about."""
    return chance.sample(_NOUNS, _TOPIC)


def body(chance: random.Random, suffix: str, about: list[str]) -> str:
    """The code of one file, of some hundred to some thousand bytes, as sizes are in real trees."""
    templates = {".ts": (_TYPESCRIPT,), ".tsx": (_TYPESCRIPT, _COMPONENT), ".py": (_PYTHON,)}[suffix]
    count = min(40, int(chance.lognormvariate(1.4, 0.8)) + 1)
    return "\n".join(_fill(chance.choice(templates), chance, about, str(number)) for number in range(count))


def _imports(suffix: str, about: list[str]) -> str:
    if suffix == ".py":
        return "\n".join(f"from app.{noun} import {noun.capitalize()}" for noun in about[1:]) + "\n"
    return "\n".join(f'import {{ {noun.capitalize()} }} from "../{noun}";' for noun in about[1:]) + "\n"


def _fill(template: str, chance: random.Random, about: list[str], number: str = "") -> str:
    """The template with words; `number` parts what it declares from what others of the file do."""
    verb = chance.choice(_VERBS)
    noun, other, third = chance.sample(about, 3)
    noun += number
    return template.format(
        verb=verb, noun=noun, other=other, third=third,
        Verb=verb.capitalize(), Noun=noun.capitalize(), Other=other.capitalize(), Third=third.capitalize(),
    )  # fmt: skip
