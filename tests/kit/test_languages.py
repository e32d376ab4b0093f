"""What language somebody wrote in: enough to answer in it, never a wild guess."""

import pytest

from lagniappe.kit.languages import guess


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Δεν ήρθε η παραγγελία μου W-64084", "el"),
        ("注文した W-64084 がまだ届きません", "ja"),
        ("لم تصل طلبيتي بعد", "ar"),
        ("We are opening a small café and need two grinders.", "en"),
        ("Bună ziua, nu a ajuns comanda mea, vă rog.", "ro"),
        ("Saya belum menerima pesanan dengan nomor ini", "id"),
        ("Bonjour, je n'ai pas reçu ma commande pour la boutique", "fr"),
        ("Guten Tag, ich habe die Bestellung nicht erhalten", "de"),
        ("No he recibido el pedido que hice para mi bar", "es"),
        ("ok", ""),
        ("W-64084", ""),
        ("", ""),
        ("xyzzy " * 5_000, ""),
    ],
)
def test_guessed(text, language):
    assert guess(text) == language
