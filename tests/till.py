"""The till as somebody behind a counter uses it."""

import re


def look_up(who, code: str):
    """The page of the voucher with this code, or what was said instead."""
    return _followed(who, who.ask("POST", "/till", data={"code": code}))


def redeem(who, code: str, **typed):
    return at_till(who, "redemptions", {**hidden(look_up(who, code).text), **typed})


def correct(who, code: str, bill: str):
    """The receipt of the voucher as its form would carry it, also where no form is shown."""
    looked = who.ask("POST", "/till", data={"code": code})
    receipt = looked.headers["location"].rpartition("/")[2]
    fields = {"voucher": receipt, "once": "put-it-right", "place": "Corner shop", "bill": bill}
    return at_till(who, "corrections", fields)


def at_till(who, form: str, fields: dict):
    return _followed(who, who.ask("POST", f"/till/{form}", data=fields))


def hidden(page: str) -> dict[str, str]:
    """What the form beneath a voucher carries unseen."""
    return dict(re.findall(r'type="hidden" name="(voucher|once)" value="([^"]+)"', page))


def _followed(who, answer):
    return who.get(answer.headers["location"]) if answer.status_code == 303 else answer
