"""The public API, version 1, mounted under /api/v1 and made when it is first asked for: what it is
built with costs 10 MB and a quarter of a second, and most desks have no program that asks."""

import asyncio


class WhenAsked:
    """The API as an application to mount; `state` is the whole product's."""

    def __init__(self, state) -> None:
        self._state = state
        self._api = None
        self._making = asyncio.Lock()

    async def __call__(self, scope, receive, send) -> None:
        if self._api is None:
            async with self._making:
                self._api = self._api or await asyncio.to_thread(_make, self._state)
        await self._api(scope, receive, send)


def _make(state):
    from lagniappe.api.v1 import build

    return build.create(state)
