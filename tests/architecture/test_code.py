"""Habits that a linter does not know: who prints, who reads the environment, what is typed and explained."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, product_modules

LONGEST_MODULE = 400
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Rooms whose functions are the product's vocabulary.
EXPLAINED = ("data", "etl", "dashboard.metrics")


def prints(module: Module) -> list[str]:
    """Calls of `print`: commands write through their console, everything else through logging."""
    return [
        f"{module.name}:{node.lineno} prints"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]


def environment_reads(module: Module) -> list[str]:
    """Uses of the environment other than through `data.settings`."""
    names = {"environ", "environb", "getenv", "putenv"}
    return [
        f"{module.name}:{node.lineno} reads the environment"
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Attribute) and node.attr in names and _is_name(node.value, "os"))
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "os"
            and any(alias.name in names for alias in node.names)
        )
    ]


def catch_alls(module: Module) -> list[str]:
    """Handlers that would swallow mistakes of our own together with the fault they wait for."""
    return [
        f"{module.name}:{node.lineno} catches everything"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or any(_is_name(part, "Exception", "BaseException") for part in _parts(node.type))
        )
    ]


def untyped_functions(module: Module) -> list[str]:
    """Public functions with a parameter or a result that has no type."""
    return [
        f"{module.name}:{function.lineno} {function.name} is not fully typed"
        for function, is_method in public_functions(module)
        if function.returns is None or any(_untyped(function, is_method))
    ]


def unexplained_functions(module: Module) -> list[str]:
    """Public functions that do not say what they give."""
    return [
        f"{module.name}:{function.lineno} {function.name} has no docstring"
        for function, _ in public_functions(module)
        if not function.name.startswith("__")
        and ast.get_docstring(function) is None
        and not _is_declaration(function)
    ]


def public_functions(module: Module) -> Iterator[tuple[ast.FunctionDef, bool]]:
    """Public functions of a module and public methods of its public classes."""
    for node in module.tree.body:
        if isinstance(node, FUNCTIONS) and not node.name.startswith("_"):
            yield node, False
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for member in node.body:
                if isinstance(member, FUNCTIONS) and not _is_private(member.name):
                    yield (
                        member,
                        not any(_is_name(d, "staticmethod") for d in member.decorator_list),
                    )


def _untyped(function: ast.FunctionDef, is_method: bool) -> Iterator[ast.arg]:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args][1 if is_method else 0 :]
    every = [*named, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return (argument for argument in every if argument and argument.annotation is None)


def _is_private(name: str) -> bool:
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def _is_declaration(function: ast.FunctionDef) -> bool:
    """Whether a function has no body but `...`: a protocol's member or an overload, told of elsewhere."""
    match function.body:
        case [ast.Expr(value=ast.Constant(value=value))]:
            return value is ...
    return False


def _is_name(node: ast.expr, *names: str) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _parts(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.Tuple) else [node]


def test_nobody_prints() -> None:
    modules = product_modules("data", "etl", "dashboard")
    assert [fault for module in modules for fault in prints(module)] == []


def test_only_settings_read_the_environment() -> None:
    modules = [module for module in product_modules() if module.name != "data.settings"]
    assert [fault for module in modules for fault in environment_reads(module)] == []


def test_nobody_catches_everything() -> None:
    assert [fault for module in product_modules() for fault in catch_alls(module)] == []


def test_public_functions_are_typed() -> None:
    modules = product_modules(*EXPLAINED)
    assert [fault for module in modules for fault in untyped_functions(module)] == []


def test_public_functions_are_explained() -> None:
    # A migration is explained by its module; `upgrade` and `downgrade` are Alembic's words.
    modules = [m for m in product_modules(*EXPLAINED) if not m.within("data.migrations")]
    assert [fault for module in modules for fault in unexplained_functions(module)] == []


def test_modules_are_short() -> None:
    long = {
        module.name: lines
        for module in product_modules()
        if (lines := len(module.text.splitlines())) > LONGEST_MODULE
    }
    assert long == {}


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (prints, "def show():\n    print('рядок')"),
        (environment_reads, "import os\nos.environ['OGP_PORT']"),
        (environment_reads, "import os\nos.getenv('OGP_PORT')"),
        (environment_reads, "from os import path, environ"),
        (catch_alls, "try:\n    read()\nexcept:\n    pass"),
        (catch_alls, "try:\n    read()\nexcept Exception:\n    pass"),
        (catch_alls, "try:\n    read()\nexcept (OSError, BaseException) as error:\n    pass"),
        (untyped_functions, "def read(path) -> str: ..."),
        (untyped_functions, "def read(path: str): ..."),
        (untyped_functions, "def read(*paths) -> str: ..."),
        (untyped_functions, "def read(*, path=None) -> str: ..."),
        (untyped_functions, "class Reader:\n    def read(self, path) -> str: ..."),
        (untyped_functions, "class Reader:\n    @staticmethod\n    def read(path) -> str: ..."),
        (unexplained_functions, "def read(path: str) -> str:\n    return path"),
        (unexplained_functions, "class Reader:\n    def read(self) -> str:\n        return ''"),
    ],
)
def test_a_bad_habit_is_found(check, text) -> None:
    assert len(check(Module.of("data.sample", text))) == 1


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (prints, "console.print('рядок')"),
        (environment_reads, "import os\nos.replace('a', 'b')\nsettings.environ"),
        (catch_alls, "try:\n    read()\nexcept (OSError, ValueError):\n    raise"),
        (untyped_functions, "def _read(path): ..."),
        (untyped_functions, "class Reader:\n    def read(self, path: str) -> str: ..."),
        (untyped_functions, "class Reader:\n    @classmethod\n    def read(cls) -> str: ..."),
        (unexplained_functions, 'def read() -> str:\n    """The text."""'),
        (unexplained_functions, "class Reader:\n    def __len__(self) -> int: ..."),
        (unexplained_functions, "class Reader(Protocol):\n    def read(self) -> str: ..."),
    ],
)
def test_a_good_habit_passes(check, text) -> None:
    assert check(Module.of("data.sample", text)) == []
