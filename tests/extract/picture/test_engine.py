"""The recogniser keeps to itself: what it reads is evidence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

READ = """
from PIL import Image
from auditor.extract.picture.engine import engine
engine().regions(Image.new("RGB", (64, 64), "white"))
"""


def test_it_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    """What it would leave there is a number for this machine and a list of events to be sent."""
    homes = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_CACHE_HOME"), str(tmp_path))
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"} | homes
    subprocess.run([sys.executable, "-c", READ], env=environment, check=True, timeout=120)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
