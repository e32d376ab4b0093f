"""A mail as an agent sees it: copies, the fold, the original with its picture, read by axe."""

import pytest
from playwright.sync_api import expect

from lagniappe.kit import ids
from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import arrives
from tests.data.mail.making.letter import PNG, mail, multi, part

WORDS = "<p>My cup broke, see:</p><img src='cid:cup@x' alt='The cup'>"
QUOTED = "<div>On 10 Feb 2026 at 09:00 Shop &lt;s@kafeneio.example&gt; wrote:</div>"
REST = "<blockquote>It left today.</blockquote><img src='https://spy.example/1.gif'>"


class Eleni:
    """Wrote by mail; the seats of these stories open her conversation."""

    def __init__(self, conversation: str) -> None:
        self.conversation = conversation


@pytest.fixture
def eleni(desk):
    box_id = desk.read(postoffice.first_box) or desk.write(postoffice.furnish)
    picture = part(PNG, "image/png", how="base64", more="Content-ID: <cup@x>\n")
    raw = mail(
        multi(part(WORDS + QUOTED + REST, "text/html"), picture, kind="related"),
        **{"from": f"Eleni <eleni-{ids.new()}@example.com>"},
        message_id=f"<{ids.new()}@mail.example.com>",
        subject="A broken cup",
        cc="nikos@example.com",
    )
    return Eleni(desk.write(arrives, box_id, raw).conversation_id)


@pytest.mark.parametrize(
    ("locale", "scheme", "width"),
    [("en", "light", 1280), ("en", "dark", 1280), ("en", "light", 375), ("ar", "dark", 375)],
)
def test_a_mail_is_read_with_all_that_belongs_to_it(sit, eleni, locale, scheme, width):
    window = {"width": width, "height": 900}
    maria = sit("maria", locale=locale, color_scheme=scheme, viewport=window).open(eleni)
    message = maria.bubble("My cup broke")
    expect(maria.page.locator(".conversation-head")).to_contain_text("A broken cup")
    expect(message).to_contain_text("nikos@example.com")
    expect(message).not_to_contain_text("It left today.")
    quoted, original = message.locator(".mail-fold summary").all()
    quoted.click()
    expect(message.locator(".mail-quoted")).to_contain_text("It left today.")
    original.click()
    frame = message.frame_locator(".mail-frame")
    expect(frame.get_by_alt_text("The cup")).to_be_visible()
    expect(frame.locator("img")).to_have_count(2)
    expect(frame.locator("img[src^=http]")).to_have_count(0)
    assert maria.violations() == []
