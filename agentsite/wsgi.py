"""The WSGI application that granian serves."""

import ctypes
import os
import signal
import sys

from django.core.wsgi import get_wsgi_application

PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Ask Linux to end this worker when the server that started it is killed.

    Without it a killed server leaves a worker that keeps the port.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agentsite.settings")
if os.environ.get("AGENTSITE_SERVED_BY") == str(os.getppid()):
    end_with_parent()
application = get_wsgi_application()
