"""The one error a person is meant to read."""


class Refused(Exception):
    """A request we will not carry out, with a sentence that says what to do.

    `message` is an English source string marked with `N_`; it is translated, with
    `values` filled in, when it is shown. `code` is stable for programs. `field` names what of
    the request is meant, where it is one thing: a form says it there.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "refused",
        status: int = 422,
        field: str = "",
        **values,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.status = status
        self.field = field
        self.values = values | ({"field": field} if field else {})

    def at(self, field: str) -> "Refused":
        """The same refusal, of this field unless it names one already."""
        self.field = self.field or field
        return self


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
