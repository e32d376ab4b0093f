"""Mail that is meant to hurt: read within 512 MB and seconds, with a note where it is cut."""

import json
import resource
import subprocess
import sys

import pytest

HEAD = "b'From: a@example.com\\nSubject: x\\n'"
# Made inside the process that reads them: name, expression for the bytes, part of the note.
BOMBS = [
    (
        "50_mb_of_attachment",
        HEAD + "+b'Content-Type: multipart/mixed; boundary=x\\n\\n--x\\n\\nhello\\n--x\\n"
        "Content-Type: application/pdf\\nContent-Transfer-Encoding: base64\\n\\n'"
        "+(b'QUJD'*19+b'\\n')*650_000+b'--x--\\n'",
        "",
    ),
    ("50_mb_of_text", HEAD + "+b'\\n'+b'hello there\\n'*4_200_000", ""),
    ("larger_than_we_read", HEAD + "+b'\\nhello\\n'+b'x'*61*1024*1024", "too large"),
    (
        "ten_thousand_parts",
        HEAD + "+b'Content-Type: multipart/mixed; boundary=x\\n\\n'"
        "+b'--x\\nContent-Type: text/plain\\n\\npart\\n'*10_000+b'--x--\\n'",
        "too many parts",
    ),
    (
        "ten_thousand_levels",
        HEAD + "+b''.join(b'Content-Type: multipart/mixed; boundary=b%d\\n\\n--b%d\\n' % (n, n)"
        " for n in range(10_000))+b'hello'",
        "cannot be read safely",
    ),
    ("mails_in_mails", HEAD + "+b'Content-Type: message/rfc822\\n\\n'*3_000+b'hello'", "damaged"),
    (
        "100_000_headers",
        HEAD + "+b''.join(b'X-%d: v\\n' % n for n in range(100_000))+b'\\nhello'",
        "",
    ),
    ("a_line_of_megabytes", HEAD + "+b'\\n'+b'x'*20_000_000", ""),
    ("quote_marks", HEAD + "+b'\\n'+(b'> '*490+b'\\n')*20_000", ""),
    ("dashes", HEAD + "+b'\\n'+(b'-'*900+b'x\\n')*20_000", ""),
    ("stars", HEAD + "+b'\\n'+(b'*'*900+b'From\\n')*20_000", ""),
    ("spaces", HEAD + "+b'\\n'+(b' '*900+b'x\\n')*20_000", ""),
    ("on_on_on", HEAD + "+b'\\n'+b'On '*5_000_000", ""),
    (
        "half_attributions",
        HEAD + "+b'\\n'+b'On 10 Feb 2026 at 12:00 a@b.example <\\n\\n'*50_000",
        "",
    ),
    ("tags", HEAD + "+b'Content-Type: text/html\\n\\n'+b'<div>'*2_000_000", ""),
    ("less_than", HEAD + "+b'Content-Type: text/html\\n\\n'+b'<'*5_000_000", ""),
    ("comments", HEAD + "+b'Content-Type: text/html\\n\\n'+b'<!-- '*1_000_000", ""),
    ("parameters", HEAD + "+b'Content-Type: text/plain'+b'; a=b'*500_000+b'\\n\\nhello'", ""),
    ("brackets", "b'From: '+b'('*1_000_000+b'\\n\\nhello'", ""),
]
# What one mail may take on a busy machine.
SECONDS = 20
PROGRAM = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
from lagniappe.channels.email.reading import read
mail = read({raw})
# Of this program alone: what getrusage says begins with whoever started it.
status = open("/proc/self/status").read()
used = int(status.partition("VmHWM:")[2].split()[0]) // 1024
print(json.dumps({{"mb": used, "notes": list(mail.notes), "text": len(mail.text)}}))
"""


@pytest.mark.parametrize(("raw", "note"), [b[1:] for b in BOMBS], ids=[b[0] for b in BOMBS])
def test_is_contained(raw, note):
    # The address space holds libraries too; what counts is what is resident.
    limit = min(900 * 1024 * 1024, resource.getrlimit(resource.RLIMIT_AS)[1] % 2**63)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(raw=raw, limit=limit)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stderr[-500:]
    found = json.loads(done.stdout)
    assert found["mb"] < 512
    assert found["text"] <= 200_000
    assert note in " ".join(found["notes"])
