"""What /metrics shows: requests by endpoint, and what the process holds right now."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)


class Counters:
    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._seconds = Histogram(
            "lagniappe_request_seconds",
            "Time to answer a request, by endpoint",
            ["endpoint"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._answers = Counter(
            "lagniappe_requests_total",
            "Requests answered, by endpoint, method and status",
            ["endpoint", "method", "status"],
            registry=self.registry,
        )
        self._children: dict[tuple, tuple] = {}

    def gauge(self, name: str, help_text: str, read) -> None:
        """A number read at the moment somebody asks for it."""
        Gauge(name, help_text, registry=self.registry).set_function(read)

    def request(self, scope, status: int, seconds: float) -> None:
        key = (scope.get("endpoint"), scope["method"], status)
        pair = self._children.get(key) or self._child(key)
        pair[0].observe(seconds)
        pair[1].inc()

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)

    def _child(self, key: tuple) -> tuple:
        endpoint, method, status = key
        name = "none"
        if endpoint is not None:
            # A mounted application that knew no such address has no name of its own.
            called = getattr(endpoint, "__name__", type(endpoint).__name__)
            name = f"{endpoint.__module__.removeprefix('lagniappe.web.')}.{called}"
        pair = (self._seconds.labels(name), self._answers.labels(name, method, str(status)))
        self._children[key] = pair
        return pair
