"""What every test shares: the samples beside the checkout, and the two tiers of tests."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("visitapp", settings(), deadline=None)  # no test judges by time
settings.load_profile("visitapp")

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
EVERYTHING = os.environ.get("VISITAPP_TESTS") == "all"  # set by run.py test --all
SECOND_TIER = {"system", "long"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--draw-pictures`` draws the golden pictures anew instead of comparing them."""
    parser.addoption("--draw-pictures", action="store_true", help="draw the golden pictures anew")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real photos, hostile files, customer lists and hard names."""
    if not SAMPLES.is_dir():
        pytest.skip("no ../shared/samples beside this checkout")
    return SAMPLES


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first tier needs nothing but Python: what is marked for the second one is skipped."""
    if EVERYTHING:
        return
    for item in items:
        if SECOND_TIER & {mark.name for mark in item.iter_markers()}:
            item.add_marker(pytest.mark.skip(reason="second tier: run.py test --all"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In the second tier everything can be installed: a part that is missing there is a failure."""
    report = yield
    if EVERYTHING and report.skipped and item.get_closest_marker("system"):
        report.outcome = "failed"
        report.longrepr = f"missing in the second tier: {report.longrepr}"
    return report
