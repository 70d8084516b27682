"""The other tools: installed into environments of their own, and how each is called."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Command, bare, genlint

RULES = Path(__file__).parent / "rules"

GENLINT = "genlint"
RIPGREP = "ripgrep, one pattern"
AST_GREP = "ast-grep, one rule"
SEMGREP = "semgrep, taint"
OXLINT = "oxlint, default rules"
OXLINT_PLUGIN = "oxlint, one rule in JavaScript"
ESLINT = "ESLint, one rule"


class Tools:
    """The tools below a folder. Raises `subprocess.CalledProcessError` where one can't be installed."""

    def __init__(self, folder: Path, npm: Sequence[str], pypi: Sequence[str]) -> None:
        self._node = folder / "node"
        self._bin = folder / "python" / "bin"
        self.python = self._bin / "python"
        """An interpreter with pip."""
        self._install(npm, pypi)
        self._rules = self._node / "rules"  # beside the modules that they import
        shutil.rmtree(self._rules, ignore_errors=True)
        shutil.copytree(RULES, self._rules)

    def _install(self, npm: Sequence[str], pypi: Sequence[str]) -> None:
        if not self.python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(self._bin.parent)], check=True)
        pip = [str(self.python), "-m", "pip", "install", "--quiet"]
        _once(self._bin.parent / "installed.txt", pypi, [*pip, *pypi], self._bin.parent)
        self._node.mkdir(parents=True, exist_ok=True)
        (self._node / "package.json").write_text('{ "private": true }\n', encoding="utf-8")
        options = ["--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save"]
        _once(self._node / "installed.txt", npm, ["npm", "install", *options, *npm], self._node)

    def commands(self, tree: Path, *, typescript: bool = True) -> list[Command]:
        """How each tool is called for a tree; the floor comes first. Three tools read `typescript` alone."""
        run = genlint(GENLINT, "--quiet", ".")._replace(folder=tree)
        commands = [bare(tree), run, self._ripgrep(tree), self._ast_grep(tree)]
        commands.append(self._semgrep(tree))
        return commands + (self._javascript(tree) if typescript else [])

    def _ripgrep(self, tree: Path) -> Command:
        (program,) = self._node.glob("node_modules/@vscode/ripgrep-*/bin/rg")
        options = ["--count", "--ignore-case", "--no-ignore", "--file", str(self._rules / "ripgrep.txt")]
        return Command(RIPGREP, [str(program), *options, "."], tree)

    def _ast_grep(self, tree: Path) -> Command:
        options = ["scan", "--rule", str(self._rules / "ast-grep.yml")]
        return Command(AST_GREP, [str(self._bin / "ast-grep"), *options, "."], tree)

    def _semgrep(self, tree: Path) -> Command:
        (tree / ".semgrepignore").touch()  # its default leaves out folders of tests, which the others read
        offline = ["--metrics", "off", "--disable-version-check"]
        options = ["--quiet", "--no-git-ignore", "--config", str(self._rules / "semgrep.yml")]
        return Command(SEMGREP, [str(self._bin / "semgrep"), "scan", *offline, *options, "."], tree)

    def _javascript(self, tree: Path) -> list[Command]:
        programs = self._node / "node_modules" / ".bin"
        oxlint = [str(programs / "oxlint"), "--quiet", "--config"]
        eslint = [str(programs / "eslint"), "--no-warn-ignored", "--no-inline-config", "--config"]
        return [
            Command(OXLINT, [*oxlint, str(self._rules / "oxlint-defaults.json"), "."], tree),
            Command(OXLINT_PLUGIN, [*oxlint, str(self._rules / "oxlint-plugin.json"), "."], tree),
            Command(ESLINT, [*eslint, str(self._rules / "eslint.config.mjs"), "."], tree),
        ]


def _once(mark: Path, packages: Sequence[str], command: Sequence[str], folder: Path) -> None:
    """Install packages where `mark` doesn't say that these have been."""
    wanted = "\n".join(packages)
    if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
        print(f"installing {', '.join(packages)}", flush=True)
        subprocess.run(command, cwd=folder, check=True)
        mark.write_text(wanted, encoding="utf-8")
