"""The settings LibreOffice is run with: it runs no macro, follows no link and asks nothing."""

from __future__ import annotations

from pathlib import Path

_COMMON = "org.openoffice.Office.Common"
_SCRIPTING = f"{_COMMON}/Security/Scripting"
_INET = "org.openoffice.Inet/Settings"
_SETTINGS = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    (_SCRIPTING, "DisableOLEAutomation", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "2"),  # never, in its own numbering
    ("org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    (f"{_COMMON}/Misc", "FirstRun", "false"),
    # The last hurdle: a proxy that nobody answers at. Port 9 discards what it is sent.
    (_INET, "ooInetProxyType", "2"),
    (_INET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INET, "ooInetHTTPProxyPort", "9"),
    (_INET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INET, "ooInetHTTPSProxyPort", "9"),
    (_INET, "ooInetNoProxy", ""),
)
_ITEM = '<item oor:path="/{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'


def write_profile(folder: Path) -> None:
    """Write a profile that has only our settings into an empty folder."""
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(f"{head}{items}</oor:items>\n", "utf-8")
