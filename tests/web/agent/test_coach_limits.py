"""Where customers go too far: the one calm warning speaks of what they did, in their language."""

import html

import pytest

from tests.actors import KEY, Visitor

OFFERED = {
    "en": {
        "advance": "Sexual remarks are not all right here. I am glad to help you with your request."
        " If such remarks continue, I will have to end this conversation.",
        "threat": "Threats are not all right here. I want to help you with your request, and I can"
        " do that best without them. If they continue, I will have to end this conversation.",
        "insult": "I want to help you, and I can do that best without insults.",
    },
    "el": {
        "advance": "Τα σεξουαλικά σχόλια δεν είναι αποδεκτά εδώ. Με χαρά να σας βοηθήσω με το"
        " αίτημά σας. Αν συνεχιστούν τέτοια σχόλια, θα αναγκαστώ να τερματίσω τη συνομιλία.",
        "threat": "Οι απειλές δεν είναι αποδεκτές εδώ. Θέλω να σας βοηθήσω και με χαρά να"
        " συνεχίσουμε με το αίτημά σας. Αν συνεχιστούν οι απειλές, θα αναγκαστώ να τερματίσω τη"
        " συνομιλία.",
        "insult": "Θέλω να σας βοηθήσω και μπορώ να το κάνω καλύτερα χωρίς προσβολές.",
    },
    "ro": {
        "advance": "Remarcile cu caracter sexual nu sunt în regulă aici. Vă ajut cu plăcere cu"
        " solicitarea dumneavoastră. Dacă astfel de remarci continuă, va trebui să închei"
        " conversația.",
        "threat": "Amenințările nu sunt în regulă aici. Vreau să vă ajut și mă ocup cu plăcere mai"
        " departe de solicitarea dumneavoastră. Dacă amenințările continuă, va trebui să închei"
        " conversația.",
        "insult": "Vreau să vă ajut și pot face asta mai bine fără jigniri.",
    },
    "ja": {
        "advance": "性的なご発言はお控えください。ご用件については喜んでお手伝いいたします。"
        "このようなご発言が続く場合は、対応を終了させていただきます。",
        "threat": "脅すようなお言葉はお控えください。ご用件については喜んでお手伝いいたします。"
        "このようなお言葉が続く場合は、対応を終了させていただきます。",
        "insult": "侮辱的なお言葉はお控えください。",
    },
    "id": {
        "advance": "Ucapan bernada seksual tidak bisa diterima di sini. Saya dengan senang hati"
        " membantu keperluan Anda. Kalau ucapan seperti itu berlanjut, saya terpaksa mengakhiri"
        " percakapan ini.",
        "threat": "Ancaman tidak bisa diterima di sini. Saya ingin membantu, dan dengan senang hati"
        " melanjutkan keperluan Anda. Kalau ancaman berlanjut, saya terpaksa mengakhiri percakapan"
        " ini.",
        "insult": "Saya ingin membantu, dan itu lebih mudah tanpa kata-kata kasar.",
    },
}
SAID = {
    "en": {
        "advance": ("What are you wearing?", "Come on, send me nudes"),
        "threat": ("I will find you and hurt you", "I know where you live"),
        "insult": ("You idiots", "Liars and thieves!"),
    },
    "el": {
        "advance": ("Τι φοράς τώρα;", "Στείλε μου γυμνές φωτογραφίες"),
        "threat": ("Ξέρω πού μένεις", "Να πεθάνετε όλοι"),
        "insult": ("Είστε ηλίθιοι", "Απατεώνες και κλέφτες!"),
    },
    "ro": {
        "advance": ("Ce porți pe tine? Ești sexy", "Trimite-mi nuduri"),
        "threat": ("Știu unde locuiți", "Să muriți cu toții"),
        "insult": ("Sunteți niște idioți", "Hoților și mincinoșilor!"),
    },
    "ja": {
        "advance": ("パンツ何色？", "裸の写真を送って"),
        "threat": ("ぶん殴ってやる", "お前の住所は知ってるぞ"),
        "insult": ("バカ野郎", "この詐欺師め、クズ"),
    },
    "id": {
        "advance": ("Kamu seksi, cium aku dong", "Kirim foto bugil"),
        "threat": ("Saya tahu rumah kamu", "Saya akan hajar kamu"),
        "insult": ("Kalian goblok", "Dasar penipu, maling!"),
    },
}
CASES = [(language, kind) for language in OFFERED for kind in ("advance", "threat", "insult")]


class Guest(Visitor):
    """A visitor whose browser speaks a language."""

    def __init__(self, desk, language: str) -> None:
        self.speaks = {"Accept-Language": language}
        opened = desk.client.post(f"/widget/{KEY}/session", json={}, headers=self.speaks)
        super().__init__(desk, KEY, opened.json())

    def ask(self, method: str, path: str, **request):
        return super().ask(method, path, headers=self.speaks, **request)


def panel(desk, here) -> str:
    """What the coach says once the agent opens it."""
    answer = desk.alice.get(f"/conversations/{here}/coach", params={"open": "1"})
    assert answer.status_code == 200
    return html.unescape(answer.text)


@pytest.mark.parametrize(("language", "kind"), CASES)
def test_the_warning_speaks_of_what_they_did(desk, language, kind):
    visitor, (first, second) = Guest(desk, language), SAID[language][kind]
    here = visitor.write(first).json()["conversation"]
    if kind == "insult":
        # The first one is bait.
        assert not any(line in panel(desk, here) for line in OFFERED[language].values())
        visitor.write(second)
    shown = panel(desk, here)
    assert [which for which, line in OFFERED[language].items() if line in shown] == [kind]


@pytest.mark.parametrize("language", OFFERED)
@pytest.mark.parametrize("kind", ["advance", "threat"])
def test_the_warning_harms_nothing_and_the_second_time_it_may_be_ended(desk, language, kind):
    visitor, (first, second) = Guest(desk, language), SAID[language][kind]
    here, warning = visitor.write(first).json()["conversation"], OFFERED[language][kind]
    draft = desk.alice.ask("POST", f"/conversations/{here}/coach/draft", data={"body": warning})
    assert "sets a limit" in draft.text and "coach-remarks" not in draft.text
    desk.clock.advance(90_000)
    assert desk.alice.say(here, warning).status_code == 200
    desk.clock.advance(90_000)
    visitor.write(second)
    shown = panel(desk, here)
    assert "They were warned. You may end the conversation." in shown
    assert not any(line in shown for line in OFFERED[language].values())


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("advance", "These are sexual remarks. One calm warning."),
        ("threat", "This is a threat. One calm warning."),
        ("insult", "This is abuse. One calm warning."),
    ],
)
def test_the_agent_reads_why(desk, kind, why):
    here = desk.conversation(" ".join(SAID["en"][kind]))
    if kind == "insult":
        visitor = Guest(desk, "en")
        here = visitor.write("You idiots").json()["conversation"]
        visitor.write("Liars and thieves!")
    assert why in panel(desk, here)


@pytest.mark.parametrize("language", OFFERED)
@pytest.mark.parametrize("kind", ["advance", "threat"])
def test_nobody_reads_it_back_to_them(desk, language, kind):
    """What is quoted as their problem is never what they were warned for."""
    visitor, first = Guest(desk, language), SAID[language][kind][0]
    here = visitor.write(first).json()["conversation"]
    desk.alice.say(here, OFFERED[language][kind])
    desk.clock.advance(90_000)
    desk.alice.ask("POST", f"/conversations/{here}/coach/steps/LISTEN")
    visitor.write("OK")
    assert first.rstrip("?;？") not in panel(desk, here)
