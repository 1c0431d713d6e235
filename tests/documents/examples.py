"""How the property tests of the reader try plans."""

from hypothesis import HealthCheck, settings


def examples(count, *put_up_with):
    """Return settings for so many examples, the same at every run."""
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, *put_up_with],
    )
