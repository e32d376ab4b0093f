"""The demo's customers who were answered automatically: one helped, one not."""

from dataclasses import dataclass

from lagniappe.demo.play import Stage
from lagniappe.demo.script import company
from lagniappe.desk.accounts import answering
from lagniappe.desk.conversations import find, receive
from lagniappe.desk.knowledge import trail
from lagniappe.desk.knowledge.automatic import answered, say
from lagniappe.desk.knowledge.in_force import in_force
from lagniappe.desk.people import customers, visitors
from lagniappe.kit.clock import MINUTE, SECOND


@dataclass(frozen=True, slots=True)
class Scene:
    """Somebody asks `minutes` ago, is answered by the entry `key` and says whether it helped;
    `searched` is what they looked for in the help centre before, `adds` what they say after."""

    locale: str
    name: str
    minutes: int
    department: str
    asks: str
    key: str
    helped: bool
    searched: str = ""
    adds: str = ""


SCENES = (
    Scene(
        locale="el",
        name="Καλλιόπη Ρήγα",
        minutes=13,
        department="technical",
        searched="λαμπάκι αφαλάτωσης",
        asks="Το πορτοκαλί λαμπάκι μένει αναμμένο και μετά την αφαλάτωση",
        key="descale-light",
        helped=False,
        adds="Το έκανα δύο φορές και πάλι δεν σβήνει.",
    ),
    Scene(
        locale="en",
        name="Rosalind Achebe",
        minutes=28,
        department="sales",
        asks="How much does delivery cost?",
        key="shipping",
        helped=True,
    ),
)


def switch_off(tx, stage: Stage) -> None:
    for room in stage.departments.values():
        answering.for_department(tx, room, answering.Policy("never"))


def switch_on(tx, stage: Stage) -> None:
    """As company.toml says, so that each way can be tried."""
    for entry in company()["departments"]:
        chosen = answering.Policy(entry.get("answers", "nobody"))
        answering.for_department(tx, stage.departments[entry["key"]], chosen)


def play(tx, stage: Stage) -> None:
    """All scenes, the transaction's clock set back to each and forward again."""
    now = tx.now
    known = {(answer.key, answer.language): answer for answer in in_force(tx, public_only=True)}
    for scene in SCENES:
        tx.now = now - scene.minutes * MINUTE
        _act(tx, stage, scene, known[scene.key, scene.locale])
    tx.now = now


def _act(tx, stage: Stage, scene: Scene, entry) -> None:
    zone = company()["languages"][scene.locale]["time_zone"]
    customer_id = visitors.meet(tx, f"demo-{scene.key}", locale=scene.locale, time_zone=zone)
    customers.change(tx, customer_id, name=scene.name)
    looked = _look_around(tx, stage, scene, entry) if scene.searched else None
    tx.now += MINUTE
    asked = receive.start(
        tx,
        customer_id=customer_id,
        brand_id=stage.brand_id,
        department_id=stage.departments[scene.department],
        locale=scene.locale,
        client_id="demo-alone-1",
        body=scene.asks,
    )
    if looked:
        trail.bring(tx, looked, stage.brand_id, asked.conversation_id)
    tx.now += SECOND
    conversation = find.for_agent(tx, stage.players[0].agent, asked.conversation_id)
    given = say.answer(
        tx, conversation, entry, question=scene.asks, probability=0.97, client_id="a1"
    )
    tx.now += MINUTE
    answered.vote(
        tx,
        asked.conversation_id,
        given.public_position,
        helped=scene.helped,
        found=[],
        away_after=MINUTE,
    )
    if scene.adds:
        tx.now += MINUTE
        receive.receive(
            tx,
            asked.conversation_id,
            customer_id=customer_id,
            client_id="demo-alone-2",
            body=scene.adds,
        )


def _look_around(tx, stage: Stage, scene: Scene, entry) -> str:
    looked = trail.begin(tx, stage.brand_id)
    trail.step(tx, looked, "search", text=scene.searched, language=scene.locale, found=4)
    trail.step(tx, looked, "page", language=scene.locale, entry_id=entry.entry_id)
    return looked
