"""Reads command lines of az from standard input, a JSON array of argument lists, and prints for each what az's own parser says against it, or null.

Nothing is run: az is left as soon as it has parsed.
"""

import contextlib
import io
import json
import sys

from azure.cli.core import get_default_cli
from knack.events import EVENT_INVOKER_POST_PARSE_ARGS


class Parsed(BaseException):
    """az has parsed a line whole."""


def leave(cli, **_):
    raise Parsed


def complaint(cli, line):
    said = io.StringIO()
    cli.invocation = cli.invocation_cls(cli_ctx=cli, parser_cls=cli.parser_cls, commands_loader_cls=cli.commands_loader_cls, help_cls=cli.help_cls)
    with contextlib.redirect_stderr(said):
        try:
            cli.invocation.execute(list(line))
        except Parsed:
            return None
        except SystemExit:
            pass
        except Exception as error:
            said.write(f"{type(error).__name__}: {error}")
    return said.getvalue().strip() or "refused without a word"


cli = get_default_cli()
cli.register_event(EVENT_INVOKER_POST_PARSE_ARGS, leave)
json.dump([complaint(cli, line) for line in json.load(sys.stdin)], sys.stdout)
