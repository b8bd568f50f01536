"""The Django project: wiring, no behaviour."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("agentsite")
except PackageNotFoundError:  # run from a checkout that was not installed
    __version__ = "0.1.0"
