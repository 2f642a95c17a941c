"""Help pages in the language spoken: the texts stand in the commands as message ids."""

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from visitapp.texts import translate


def speak_helps(command: object, epilog: str) -> None:
    """Translate the help of a command, its options and everything below it; in place."""
    if not isinstance(command, TyperCommand | TyperGroup):
        return
    if command.help:
        command.help = translate(command.help)
    command.epilog = epilog
    for parameter in command.params:
        if isinstance(parameter, TyperOption | TyperArgument) and parameter.help:
            parameter.help = translate(parameter.help)
    if isinstance(command, TyperGroup):
        for below in command.commands.values():
            speak_helps(below, epilog)
