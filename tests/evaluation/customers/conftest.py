"""The policies, a fixed day and a crowd of customers for the tests of the simulation."""

from collections.abc import Mapping
from datetime import date

import pytest

from aftersales.policy.loader import load_policies
from aftersales.policy.model import ShopPolicy
from aftersales.settings import PROJECT_ROOT
from evaluation.customers.crowd import Crowd
from evaluation.customers.customer import Customer

TODAY = date(2025, 3, 4)


@pytest.fixture(scope="session")
def policies() -> Mapping[str, ShopPolicy]:
    return load_policies(PROJECT_ROOT / "policies")


@pytest.fixture(scope="session")
def crowd(policies: Mapping[str, ShopPolicy]) -> Crowd:
    return Crowd(policies, TODAY, seed=5, count=150)


@pytest.fixture
def customers(crowd: Crowd) -> list[Customer]:
    return crowd.customers()
