"""LibreOffice, told to accept or reject the tracked changes of a Word file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Changes" script:language="StarBasic">
Sub Settle(source, target, command)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  opened = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(opened.CurrentController.Frame, command, "", 0, Array())
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "MS Word 2007 XML"
  opened.storeToURL(target, kind())
  opened.close(True)
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Changes"/></library:library>
"""


def settled(data: bytes, folder: Path, *, accept: bool) -> bytes:
    """Return a Word file as LibreOffice writes it when all changes are accepted, or rejected."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    library = folder / "profile" / "user" / "basic" / "Standard"
    if not library.exists():
        _run(profile, "--terminate_after_init")  # a profile that is new gets a library of its own
        (library / "Changes.xba").write_text(_MODULE, "utf-8")
        (library / "script.xlb").write_text(_LIBRARY, "utf-8")
    source, target = folder / "tracked.docx", folder / f"{'accepted' if accept else 'rejected'}.docx"
    source.write_bytes(data)
    command = f".uno:{'Accept' if accept else 'Reject'}AllTrackedChanges"
    _run(profile, f"macro:///Standard.Changes.Settle({source.as_uri()},{target.as_uri()},{command})")
    return target.read_bytes()


def _run(*arguments: str) -> None:
    subprocess.run([str(OFFICE), *arguments, "--headless", "--norestore"], check=True, capture_output=True, timeout=180)
