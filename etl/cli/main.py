"""From the words on the command line to an exit code; every error a user can meet ends here as one message."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

import typer

from data.errors import ConfigError, OgpError
from data.i18n import LANGUAGES, words
from data.settings import read_settings
from etl.cli.app import PROGRAM, app
from etl.cli.talk import Talk, prepare_streams

CLEAN: Final = 0
FAULTS: Final = 1
WRONG_USE: Final = 2
INTERRUPTED: Final = 130
_LANGUAGE_OPTION: Final = "--lang"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code: 0 clean, 1 faults in documents or database, 2 wrong use."""
    prepare_streams()
    talk = Talk(words(LANGUAGES[0]))
    try:
        rest, language = _split_language(sys.argv[1:] if arguments is None else arguments)
        settings = read_settings()
        spoken = words(language or settings.language)
        talk = Talk(spoken, settings.database_url, settings.jobs, settings.overrides)
        code = app(rest, prog_name=PROGRAM, standalone_mode=False, obj=talk)
    except OgpError as error:
        talk.tell_error(error)
        return WRONG_USE if isinstance(error, ConfigError) else FAULTS
    except typer.TyperException as error:
        talk.tell_wrong_use(error)
        return WRONG_USE
    if code == INTERRUPTED:
        talk.tell(talk.words("etl.interrupted"))
    return code if isinstance(code, int) else CLEAN


def _split_language(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """The arguments without `--lang uk`, wherever it stands: help must know its language before it is parsed."""
    rest: list[str] = []
    language = None
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--":
            rest += [argument, *remaining]
        elif argument == _LANGUAGE_OPTION:
            language = _language(next(remaining, ""))
        elif argument.startswith(f"{_LANGUAGE_OPTION}="):
            language = _language(argument.partition("=")[2])
        else:
            rest.append(argument)
    return rest, language


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise ConfigError("option_lang", value=value, known=", ".join(LANGUAGES))
    return value
