"""The product's code as syntax trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("data", "etl", "dashboard")


@dataclass(frozen=True)
class Module:
    """A Python file of ours: its dotted name, its tree, its text."""

    name: str
    tree: ast.Module
    text: str
    is_package: bool = False

    @classmethod
    def of(cls, name: str, text: str) -> "Module":
        """A module from its text: for checks to be tried on."""
        return cls(name, ast.parse(text), text)

    def within(self, *packages: str) -> bool:
        """Whether the module is one of these packages or lies below one."""
        return any(is_within(self.name, package) for package in packages)


def is_within(name: str, package: str) -> bool:
    """Whether a dotted name is a package or lies below it."""
    return name == package or name.startswith(f"{package}.")


def product_modules(*packages: str) -> list[Module]:
    """Modules of the named packages (all of ours, and `app`, when none is named)."""
    return [module for module in _every_module() if not packages or module.within(*packages)]


@cache
def _every_module() -> tuple[Module, ...]:
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    files += [ROOT / "app.py"] if (ROOT / "app.py").exists() else []
    return tuple(map(_read, files))


def _read(file: Path) -> Module:
    parts = file.relative_to(ROOT).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    text = file.read_text(encoding="utf-8")
    name = ".".join(parts[:-1] if is_package else parts)
    return Module(name, ast.parse(text, filename=str(file)), text, is_package)


def imported_names(module: Module) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a module imports, wherever in it the import stands.

    `from data import frames` gives `data.frames`, whether that is a module or a name in `data`.
    """
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            for alias in node.names:
                yield node.lineno, base if alias.name == "*" else f"{base}.{alias.name}"
        elif isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__"}:
            for argument in node.args[:1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield node.lineno, argument.value


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    kept = parts[: len(parts) - node.level + module.is_package]
    return ".".join([*kept, node.module] if node.module else kept)


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
