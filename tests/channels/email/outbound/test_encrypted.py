"""Encrypted lines: certificates are checked, and nothing is said to a server that fails."""

import datetime
import ipaddress
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import PostOffice, answers, arrives, rows, written


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that signs itself: (PEM, file with its key)."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(secret + pem)
    return pem.decode(), file


@pytest.fixture
def tls(certificate):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate[1])
    return context


@pytest.fixture(params=["starttls", "tls"])
def encrypted(request, tls, monkeypatch, certificate):
    """An office that speaks only encrypted: (office, outgoing settings)."""
    opened = PostOffice()
    if request.param == "tls":
        # The controller knocks at its own door, by the same certificate.
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
        opened.open(ssl_context=tls)
    else:
        opened.open(tls_context=tls, require_starttls=True)
    yield opened, {**opened.outgoing, "security": request.param}
    opened.close()


def test_a_certificate_we_know_carries_the_letter(
    mail_db, encrypted, certificate, maria, deliver, monkeypatch
):
    office, outgoing = encrypted
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    write_one(mail_db, maria, {**outgoing, "ca": certificate[0]})
    deliver()
    assert len(office.delivered) == 1


def test_a_certificate_we_do_not_know_gets_nothing(mail_db, encrypted, maria, deliver, monkeypatch):
    office, outgoing = encrypted
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    write_one(mail_db, maria, outgoing)
    deliver()
    assert office.delivered == []
    (row,) = mail_db.read_sync(rows)
    assert row.state == "queued" and "certificate" in row.error.lower()


def test_a_server_without_encryption_is_not_trusted_to_have_it(mail_db, office, maria, deliver):
    write_one(mail_db, maria, {**office.outgoing, "security": "starttls"})
    deliver()
    assert office.delivered == []
    assert mail_db.read_sync(rows)[0].state == "queued"


def write_one(db, agent, outgoing) -> None:
    box_id = db.write_sync(postoffice.furnish, outgoing=outgoing)
    conversation = db.write_sync(arrives, box_id, written()).conversation_id
    db.write_sync(answers, agent, conversation)
