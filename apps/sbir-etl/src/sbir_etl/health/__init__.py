"""Health probes. They run every few seconds, so they import nothing heavy."""


class Unhealthy(Exception):
    """Why the probed service is not healthy."""
