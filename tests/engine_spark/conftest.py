"""One Spark for a module of tests: a cluster with two workers, each a process of its own."""

import importlib.util
import shutil

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.load import load_catalog

CLUSTER = "local-cluster[2,1,1024]"
QUICK_TO_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # short work: a third of the time


@pytest.fixture(scope="session")
def installed():
    """Spark is in no lock that the product runs on; `make test` installs it (see bin/bootstrap)."""
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is absent, so SPARK IS NOT TESTED: run bin/bootstrap spark")
    if shutil.which("java") is None:
        pytest.skip("Java is absent, so SPARK IS NOT TESTED: install openjdk-17-jre-headless")


# Spark's own file of settings, which an operator uses too: here, no work before both workers came.
SETTINGS = """
spark.scheduler.minRegisteredResourcesRatio  1.0
spark.scheduler.maxRegisteredResourcesWaitingTime  300s
"""


@pytest.fixture(scope="module")
def cluster(installed, tmp_path_factory):
    """Keep a session open, which every run of the module then uses and leaves open."""
    from mangnon.engine.counting.spark_session import ADDRESS, spark_session  # noqa: PLC0415

    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("spark-conf")
        (folder / "spark-defaults.conf").write_text(SETTINGS)
        patch.setenv("SPARK_CONF_DIR", str(folder))
        patch.setenv(ADDRESS, CLUSTER)
        patch.setenv("JAVA_TOOL_OPTIONS", QUICK_TO_START)
        with spark_session() as session:
            yield session


@pytest.fixture(scope="session")
def catalog():
    return load_catalog(CATALOG)
