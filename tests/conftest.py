"""The running stack, started once for all tests that talk to real processes."""

from collections.abc import Iterator

import pytest

from tests.stack import Stack, running_stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """All five processes on free ports; needs both environments and a trained model (scripts/bootstrap.sh)."""
    with running_stack(tmp_path_factory.mktemp("stack")) as running:
        yield running
