from __future__ import annotations

import pandas as pd
import pytest

from tests.forecast.made import made_up, table_of


@pytest.fixture(scope="session")
def table() -> pd.DataFrame:
    """FR and JP with four years, NO with half a year of the same signal."""
    return table_of(made_up("FR", 208), made_up("JP", 180), made_up("NO", 26))
