"""What is shipped to run Lagniappe with: unit, image, scripts."""

import configparser
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "deploy" / "lagniappe.service"
SCRIPTS = [ROOT / "bin" / name for name in ("demo", "dev", "test")] + [ROOT / ".ci" / "run"]


def unit():
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str
    parsed.read(UNIT)
    return parsed


def test_the_unit_gives_the_service_nothing_it_does_not_need():
    service = unit()["Service"]
    for name in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "DynamicUser"):
        assert service[name] == "yes", name
    assert service["ProtectSystem"] == "strict"
    assert service["StateDirectory"] == "lagniappe"
    assert service["StateDirectoryMode"] == "0700"
    assert service["CapabilityBoundingSet"] == ""
    assert int(service["LimitNOFILE"]) >= 10_000
    assert int(service["TimeoutStopSec"]) > 5


def test_systemd_understands_the_unit(tmp_path):
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        assert set(unit().sections()) == {"Unit", "Service", "Install"}
        return
    copy = tmp_path / "lagniappe.service"
    program = service_program()
    copy.write_text(UNIT.read_text().replace(program, sys.executable))
    done = subprocess.run([analyze, "verify", str(copy)], capture_output=True, text=True)
    complaints = [line for line in done.stderr.splitlines() if "lagniappe.service" in line]
    assert not complaints, done.stderr


def service_program() -> str:
    return unit()["Service"]["ExecStart"].split()[0]


def test_the_image_runs_as_nobody_in_particular_and_can_be_asked_how_it_is():
    text = (ROOT / "Dockerfile").read_text()
    last_stage = text.rpartition("FROM ")[2]
    user = re.search(r"^USER (\S+)", last_stage, re.MULTILINE)
    assert user and user[1] != "root"
    for word in ("HEALTHCHECK", "VOLUME /data", "STOPSIGNAL SIGTERM", "LAGNIAPPE_HOST=0.0.0.0"):
        assert word in last_stage
    assert last_stage.index("USER ") < last_stage.index('CMD ["lagniappe"')


def test_the_image_copies_only_what_exists():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.M)
    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), name


def test_the_image_and_the_unit_name_real_settings():
    from dataclasses import fields

    from lagniappe.settings import Settings

    known = {"LAGNIAPPE_" + field.name.upper() for field in fields(Settings)}
    for text in ((ROOT / "Dockerfile").read_text(), UNIT.read_text()):
        named = set(re.findall(r"\b(LAGNIAPPE_[A-Z_]+)\b", text)) - {"LAGNIAPPE_NAME"}
        assert named <= known


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_scripts_can_be_run_and_read(script):
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(script)]).returncode == 0
    assert "set -euo pipefail" in script.read_text()


def test_every_dependency_is_pinned_and_none_by_place():
    pinned = (ROOT / "constraints.txt").read_text()
    names = {line.split("==")[0].lower() for line in pinned.splitlines() if "==" in line}
    assert "://" not in pinned and "@" not in pinned
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted += extra
    for requirement in wanted:
        name = re.match(r"[A-Za-z0-9_.-]+", requirement)[0].lower()
        assert {name, name.replace("-", "_")} & names, requirement


def test_the_licence_is_the_whole_one():
    text = (ROOT / "LICENSE").read_text()
    assert "Apache License" in text and "END OF TERMS AND CONDITIONS" in text
