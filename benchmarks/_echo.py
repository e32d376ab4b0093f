"""The yardstick: the least a Python web server can do with a message, and nothing more."""

import sys

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from lagniappe.ops.priority import prefer
from lagniappe.settings import Settings


async def echo(request):
    return JSONResponse(await request.json())


app = Starlette(routes=[Route("/echo", echo, methods=["POST"])])


def main() -> None:
    import uvicorn

    # The same priority as the desk has: else a busy machine would flatter the ratio.
    prefer(Settings().niceness)
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,
        backlog=4096,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
