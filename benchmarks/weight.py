"""What a company's page pays for the widget, in bytes and requests, seen by a real browser.

python -m benchmarks.weight --json
"""

import asyncio
import contextlib
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.async_api import async_playwright

from benchmarks import _report
from benchmarks._desk import KEY, desk

CHROMIUM = os.environ.get("LAGNIAPPE_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
BUTTON = "lagniappe-chat .mark"
PANEL_TYPES = ("document", "stylesheet", "script")


async def measure(arguments) -> dict:
    with desk(database=arguments.database, agents_count=1) as subject:
        subject.process.start()
        with company_page(subject.port) as address:
            return await _visit(address, f"http://127.0.0.1:{subject.port}")


@contextlib.contextmanager
def company_page(desk_port: int):
    """A page on another origin with nothing on it but the widget's one line."""
    html = (
        '<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,">'
        f'<script async src="http://127.0.0.1:{desk_port}/widget/{KEY}.js"></script>'
    ).encode()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html)

        def log_message(self, *_) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()


async def _visit(address: str, desk_address: str) -> dict:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page()
        finished = []
        page.on("requestfinished", lambda request: finished.append(request))
        await page.goto(address)
        await page.locator(BUTTON).click(trial=True)
        before = [r for r in finished if r.url.startswith(desk_address)]
        launcher = await _bytes(before)
        await page.locator(BUTTON).click()
        panel = page.frame_locator("lagniappe-chat iframe")
        await panel.locator("body[data-state=ready]").wait_for()
        await asyncio.sleep(0.5)
        after = [r for r in finished if r.url.startswith(desk_address)][len(before) :]
        files = [r for r in after if r.resource_type in PANEL_TYPES]
        result = {
            "launcher_gzip_bytes": launcher,
            "panel_gzip_bytes": await _bytes(files),
            "requests_before_usable": len(before),
            "panel_files": len(files),
            "panel_data_bytes": await _bytes([r for r in after if r not in files]),
        }
        await browser.close()
        return result


async def _bytes(requests) -> int:
    """Bytes of the bodies as they travelled. Raises RuntimeError for one sent uncompressed."""
    total = 0
    for request in requests:
        response = await request.response()
        coding = await response.header_value("content-encoding")
        if request.resource_type in PANEL_TYPES and coding != "gzip":
            raise RuntimeError(f"{request.url} was not compressed")
        total += (await request.sizes())["responseBodySize"]
    return total


def main() -> None:
    _report.run(measure, _report.parser(__doc__).parse_args())


if __name__ == "__main__":
    main()
