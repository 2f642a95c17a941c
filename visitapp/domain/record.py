"""A record (customer or person) as a set of field groups, each set by one entry (rule: merging).

Groups, not fields, so that halves of one fact never mix; which entry set a group last is the base
of the next edit (design: sync, rule 2).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupValue:
    """The fields of one group, and the id of the entry that last set it."""

    fields: dict[str, str]
    set_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A customer or person; ``kind`` is ``customer`` or ``person``."""

    id: str
    kind: str
    groups: dict[str, GroupValue]

    def value(self, field: str) -> str:
        """The value of ``field`` in whichever group holds it, "" when none does."""
        return next((g.fields[field] for g in self.groups.values() if field in g.fields), "")

    def base(self, group: str) -> str:
        """The entry id that an edit of ``group`` builds on, "" when it was never set."""
        found = self.groups.get(group)
        return found.set_by if found else ""
