"""What the command-line library says of wrong usage, in the words of our catalogue."""

import re

from visitapp.texts import N_, translate

_SAID = (
    (r"Missing option '(?P<name>.+)'\.", N_("The option {name} is missing.")),
    (r"Missing argument '(?P<name>.+)'\.", N_("{name} is missing.")),
    (r"No such command '(?P<name>.+)'\.", N_("There is no command “{name}”.")),
    (r"No such option: (?P<name>\S+)", N_("There is no option {name}.")),
    (r"Option '(?P<name>.+)' requires an argument\.", N_("The option {name} needs a value.")),
    (
        r"Invalid value for '(?P<name>[^']+)':.*?'(?P<given>.*)' is not one of (?P<known>.+)\.",
        N_("{name} cannot be “{given}”; it is one of {known}."),
    ),
    (r"Invalid value for '(?P<name>[^']+)': .+", N_("The value given for {name} is not right.")),
    (
        r"Got unexpected extra argument(?:s|\(s\))? \((?P<name>.+)\)",
        N_("“{name}” is more than this command takes."),
    ),
)


def told(sentence: str) -> str:
    """The sentence in the language spoken; one nobody has met before stays as it is."""
    for pattern, message in _SAID:
        if found := re.match(pattern, sentence, re.DOTALL):
            return translate(message, **found.groupdict())
    return sentence
