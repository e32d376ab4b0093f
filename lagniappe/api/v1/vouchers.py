"""Vouchers for tills and shops. A code travels in a header or a body, never in an address:
addresses end up in logs."""

from typing import Annotated, Literal

from fastapi import APIRouter, Header, Request
from pydantic import BaseModel, Field

from lagniappe.api.v1.answers import Problem
from lagniappe.api.v1.caller import may
from lagniappe.desk.accounts.api_tokens import Token
from lagniappe.desk.complaints.remedies import correct, till, vouchers
from lagniappe.kit.clock import iso
from lagniappe.kit.money import MOST

router = APIRouter(tags=["Vouchers"])

Code = Annotated[str, Field(max_length=80, examples=["7K3M-9QXT-0BVA-H2ND"])]
CodeHeader = Annotated[str, Header(alias="Voucher-Code", max_length=80)]
Once = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=64,
        description="Your own id of this redemption. The same key again is answered as the first "
        "time; another key finds the voucher used.",
    ),
]
CorrectionOnce = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=64,
        description="Your own id of this correction. The same key again changes nothing.",
    ),
]


class VoucherState(BaseModel):
    """A voucher. `amount` counts minor units (cents) of `currency`; 0 for a piece, and for a
    percentage until it was used. `percent`: so much off one bill, at most `most` minor units;
    once it was used, `bill` is that bill."""

    state: Literal["good", "redeemed", "cancelled", "expired"]
    last4: str
    name: str
    kind: str
    amount: int
    currency: str
    percent: int | None
    most: int | None
    bill: int | None
    expires_at: str
    redeemed_at: str | None
    corrected_at: str | None
    place: str

    @classmethod
    def of(cls, voucher: vouchers.Voucher) -> "VoucherState":
        used, corrected = voucher.redeemed_at, voucher.corrected_at
        return cls(
            state=voucher.state,
            last4=voucher.last4,
            name=voucher.name,
            kind=voucher.kind,
            amount=voucher.amount,
            currency=voucher.currency,
            percent=voucher.percent,
            most=voucher.cost if voucher.percent is not None and used is None else None,
            bill=voucher.bill,
            expires_at=iso(voucher.expires_at),
            redeemed_at=iso(used) if used is not None else None,
            corrected_at=iso(corrected) if corrected is not None else None,
            place=voucher.place,
        )


class Redemption(BaseModel):
    code: Code
    place: Annotated[str, Field(max_length=120, description="Which till, for the ledger.")] = ""
    bill: Annotated[
        int | None,
        Field(
            gt=0,
            le=MOST,
            description="What the bill comes to, in minor units: a percentage "
            "is taken off it. Not needed for other vouchers.",
        ),
    ] = None


class Correction(BaseModel):
    code: Code
    bill: Annotated[
        int, Field(gt=0, le=MOST, description="What the bill really comes to, in minor units.")
    ]
    place: Annotated[str, Field(max_length=120, description="Which till, for the ledger.")] = ""


class Cancellation(BaseModel):
    code: Code
    reason: Annotated[str, Field(min_length=1, max_length=400)]


_UNKNOWN = {404: {"model": Problem, "description": "No voucher has this code"}}
_NOT_GOOD = {409: {"model": Problem, "description": "Used, cancelled or too old"}}
_NOT_USED = {
    409: {"model": Problem, "description": "Not used yet, cancelled, or used too long ago"}
}


@router.get("/voucher", responses=_UNKNOWN)
async def look(
    request: Request, voucher_code: CodeHeader, token: Annotated[Token, may("vouchers:read")]
) -> VoucherState:
    """What a voucher is worth and whether it is good."""
    state = request.app.state
    # A write: a code that is none of ours is noted.
    found = await state.db.write(till.look, voucher_code, key=state.key, by=token.by)
    return _answer(found)


@router.post("/redemptions", responses={**_UNKNOWN, **_NOT_GOOD})
async def redeem(
    request: Request,
    redemption: Redemption,
    once: Once,
    token: Annotated[Token, may("vouchers:redeem")],
) -> VoucherState:
    """Use a voucher up. It works once; whole vouchers only. A percentage asks for the bill, and
    the answer's `amount` is what comes off it."""
    state = request.app.state
    found = await state.db.write(
        till.redeem,
        redemption.code,
        key=state.key,
        by=token.by,
        once=once,
        place=redemption.place,
        bill=redemption.bill,
    )
    return _answer(found)


@router.post("/corrections", responses={**_UNKNOWN, **_NOT_USED})
async def correct_bill(
    request: Request,
    correction: Correction,
    once: CorrectionOnce,
    token: Annotated[Token, may("vouchers:redeem")],
) -> VoucherState:
    """Say what the bill of a used percentage really came to, within 24 hours. The answer's
    `amount` is what comes off in all; the ledger gets the difference."""
    state = request.app.state
    found = await state.db.write(
        correct.correct,
        correction.code,
        key=state.key,
        by=token.by,
        once=once,
        bill=correction.bill,
        place=correction.place,
    )
    return _answer(found)


@router.post("/cancellations", responses={**_UNKNOWN, **_NOT_GOOD})
async def cancel(
    request: Request, cancellation: Cancellation, token: Annotated[Token, may("vouchers:cancel")]
) -> VoucherState:
    """Cancel a voucher that was not used; the money goes back to its budget."""
    state = request.app.state
    found = await state.db.write(
        till.call_off,
        cancellation.code,
        key=state.key,
        by=token.by,
        reason=cancellation.reason,
    )
    return _answer(found)


def _answer(found: vouchers.Voucher | None) -> VoucherState:
    if found is None:
        raise vouchers.unknown()
    return VoucherState.of(found)
