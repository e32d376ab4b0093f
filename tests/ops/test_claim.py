"""One desk a folder, and none claimed for ever."""

import pytest

from lagniappe.ops.claim import claimed
from lagniappe.ops.trouble import Trouble
from lagniappe.settings import Settings


def test_a_second_desk_on_the_same_folder_is_told_who_has_it(tmp_path):
    chosen = Settings(data_dir=tmp_path)
    with (
        claimed(chosen),
        pytest.raises(Trouble, match=r"running on .* already \(process \d+\)"),
        claimed(chosen),
    ):
        pytest.fail("two desks on one folder")
    with claimed(chosen):
        pass


def test_other_folders_and_postgresql_are_free(tmp_path):
    shared = Settings(data_dir=tmp_path, database_url="postgresql://desk@host/name")
    own, other = Settings(data_dir=tmp_path), Settings(data_dir=tmp_path / "other")
    with claimed(own), claimed(other), claimed(shared), claimed(shared):
        pass
