"""The one error a person is meant to read."""


class Refused(Exception):
    """A request we will not carry out, with a sentence that says what to do.

    `message` is an English source string marked with `N_`; it is translated, with
    `values` filled in, when it is shown. `code` is stable for programs, and `at` is the name of
    the form's field that it is about, where it is about one; `label` says what people call
    that field, where the sentence does not.
    """

    def __init__(
        self, message: str, *, code: str = "refused", status: int = 422, at: str = "", **values
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.status = status
        self.at = at
        self.label = ""
        self.values = values


class NotFound(Refused):
    """What was asked for does not exist, or not for this person: the two look alike."""

    def __init__(
        self, message: str = "This page does not exist, or it is not yours to see."
    ) -> None:
        super().__init__(message, code="not_found", status=404)


class Forbidden(Refused):
    def __init__(
        self, message: str = "Your role does not allow this. Ask an administrator."
    ) -> None:
        super().__init__(message, code="forbidden", status=403)
