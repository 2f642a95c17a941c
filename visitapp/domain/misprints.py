"""Sheets that were printed and never left: they are shredded in the evening (N-16); pure."""

from visitapp.domain.visit import NotePaper, Visit


def misprints(visit: Visit) -> tuple[NotePaper, ...]:
    """Printed sheets that nobody will leave any more.

    A newer revision took the sheet's place, or everybody has left the site.
    """
    newest = max((p.revision for p in visit.papers if p.printed), default=0)
    return tuple(
        paper
        for paper in visit.papers
        if paper.printed and not paper.left and (visit.departures or paper.revision < newest)
    )
