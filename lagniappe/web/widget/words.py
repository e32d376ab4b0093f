"""Every sentence the panel's scripts may have to say, marked here and translated when rendered."""

from lagniappe.kit.text import N_

SENTENCES = {
    "you": N_("You"),
    "sending": N_("Sending…"),
    "sent": N_("Sent"),
    "delivered": N_("Delivered"),
    "read": N_("Read"),
    "waiting": N_("Waiting for the connection. It will be sent."),
    "refused": N_("Not sent. %(why)s"),
    "edit": N_("Edit"),
    "back": N_("Connected again."),
    "offline": N_("No connection. Try again in a moment."),
    "unavailable": N_("Chat is not available right now."),
    "joined": N_("%(name)s joined"),
    "typing": N_("%(name)s is writing…"),
    "here": N_("Here now"),
    "away": N_("We are away now."),
    "away_until": N_("Away now. Back %(when)s."),
    "zone": N_("Shown in your time: %(zone)s"),
    "online": N_("Here now"),
    "offline_now": N_("Away"),
    "attached": N_("%(name)s is attached."),
    "uploading": N_("Uploading %(name)s"),
    "still_uploading": N_("Wait a moment: a file is still being uploaded."),
    "not_uploaded": N_("%(name)s could not be uploaded. Check the connection and add it again."),
    "remove": N_("Remove %(name)s"),
    "screenshot": N_("Screenshot"),
    "too_big": N_("%(name)s is too large. A file may have up to %(limit)s."),
    "too_many": N_("A message may carry up to %(n)s files. Send these first."),
    "too_long": N_("This is too long for one message. Write at most %(n)s characters."),
    "need_message": N_("Write your message first."),
    "need_name": N_("Write your name, so that we know whom to answer."),
    "need_address": N_("Write your mail address like name@example.com."),
    "thanks": N_("Thank you, %(name)s. We will answer to %(email)s, and here."),
    "saved": N_("Saved."),
    "by_mail": N_("We will answer you by mail to %(email)s."),
    "mailed": N_("This conversation is on its way to %(email)s."),
    "file": N_("conversation"),
}

USUALLY = (
    N_("Usually answers within a minute or two"),
    N_("Usually answers in about 5 minutes"),
    N_("Usually answers in about 15 minutes"),
    N_("Usually answers within an hour"),
    N_("Usually answers within a few hours"),
    N_("Usually answers within a day"),
)

EVENTS = {
    "transferred": N_("You are now with %(whom)s"),
    "closed": N_("This conversation was closed"),
    "reopened": N_("This conversation is open again"),
}


def words(gettext) -> dict:
    """All of it in one language, as the panel's script reads it."""
    return {
        **{key: gettext(text) for key, text in SENTENCES.items()},
        "usually": [gettext(text) for text in USUALLY],
        "events": {name: gettext(text) for name, text in EVENTS.items()},
    }
