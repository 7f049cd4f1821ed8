"""The command line: one module a command. Each loads what it needs when it runs, so that `--help` is quick."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version

import click

# name of the command -> module under this package, and what the list of commands says about it
COMMANDS = {
    "batch": ("batch", "Find the citations in many documents at once, going on where it was stopped."),
    "convert": ("convert", "Turn annotated documents into other formats, and read them back."),
    "detect": ("detect", "Find the citations in files and print them as JSON."),
    "references": ("references", "Search the reference tables, show an instrument, check the tables."),
    "review": ("review", "Open the app in the browser."),
    "score": ("score", "Compare found citations with a gold standard."),
}


class _Commands(click.Group):
    """Loads a command's module when it is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"annotator.command.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("annotator"), prog_name="annotator", message="%(prog)s %(version)s")
def main() -> None:
    """Find citations of constitutions, treaties and UN resolutions in texts, and review them."""
