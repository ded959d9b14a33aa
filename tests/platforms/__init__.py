"""Platforms: how they count, what they keep, and what is done when they fail."""

import pytest

pytest.register_assert_rewrite("tests.platforms.contract")  # its asserts are tests, though its name is none of a test
