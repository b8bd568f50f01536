#!/usr/bin/env python3
"""Django's command line for agentsite."""

from agentsite.cli import main

if __name__ == "__main__":
    main()
