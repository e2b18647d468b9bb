"""Git as a program: fixed arguments, no shell, nothing that a repository's settings could have it start or write differently.

But for the filters that files are kept through, such as that of Git LFS: without them git cannot tell what has changed.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from auditor.errors import ConfigError, system_fault
from auditor.model.wording import NOTHING, Wording, fill

_NO_REVISION = Wording("--diff：{name} 不是版本，请写 HEAD、分支或提交", "--diff: {name} is no revision such as HEAD, a branch or a commit")
_UNKNOWN = Wording(
    "--diff：这里的 git 不认识版本 {name}；CI 常只取一部分历史，请把它也取来（git fetch --unshallow）",
    "--diff: git knows no revision {name} here; where only a part of the history was fetched, as CI systems do, fetch it too "
    "(git fetch --unshallow)",
)
_APART = Wording(
    "--diff：git 找不到 {name} 与 HEAD 的共同祖先；若只取了一部分历史，请把其余的也取来",
    "--diff: git knows no commit that both {name} and HEAD come from; where only a part of the history was fetched, fetch it too",
)
_NOT_STARTED = Wording(
    "不能运行 git（{why}）；--diff 和 --respect-gitignore 要用它", "git cannot be run ({why}); --diff and --respect-gitignore need it"
)
_FAILED = Wording("git {command} 失败（退出码 {code}）", "git {command} failed (exit code {code})")
_OUTSIDE = "这个文件夹不在 git 仓库里；--diff 和 --respect-gitignore 要在仓库里用"
_SETTINGS = ("core.fsmonitor=false", "core.quotePath=true", "diff.relative=false", "diff.ignoreSubmodules=all")


class Git:
    """The repository around a folder.

    Args:
        folder: any folder of the working tree.

    Attributes:
        top: the working tree's own folder, without links.

    Raises:
        ConfigError: if there is no git, or no working tree around the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder = self.top = Path(os.fsdecode(self.ask("rev-parse", "--show-toplevel").removesuffix(b"\n"))).resolve()

    def commit(self, revision: str) -> str:
        """Return the full name of the commit that a revision stands for; ``main...`` is where this branch left ``main``.

        Raises:
            ConfigError: if it stands for none.
        """
        base, dots, rest = revision.partition("...")
        if not base or base.startswith("-") or rest:
            raise ConfigError(fill(_NO_REVISION, name=repr(revision)))
        found = self._commit(base)
        fault = fill(_APART, name=repr(base))
        return self._ask_or("merge-base", found, "HEAD", fault=fault).strip().decode("ascii") if dots else found

    def _commit(self, revision: str) -> str:
        fault = fill(_UNKNOWN, name=repr(revision))
        return self._ask_or("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", fault=fault).strip().decode("ascii")

    def ask(self, *arguments: str) -> bytes:
        """Return what git prints.

        Raises:
            ConfigError: if it fails, with what it says.
        """
        return self._ask_or(*arguments)

    def _ask_or(self, *arguments: str, fault: Wording = NOTHING) -> bytes:
        try:
            done = subprocess.run(  # noqa: S603 - fixed arguments
                self._command(arguments), capture_output=True, check=False, env=_environment(), stdin=subprocess.DEVNULL
            )
        except OSError as error:
            raise _not_started(error) from error
        if done.returncode:
            raise ConfigError(_said(done.stderr) if fault == NOTHING else fault)
        return done.stdout

    def files(self, *which: str) -> list[str]:
        """Return files of the working tree as ``git ls-files`` lists them: one in conflict several times.

        Raises:
            ConfigError: if it fails.
        """
        return [os.fsdecode(path) for path in self.ask("ls-files", *which, "-z").split(b"\0") if path]

    def lines(self, *arguments: str) -> Iterator[bytes]:
        """Yield the lines that git prints, however many, each without its end.

        Raises:
            ConfigError: if it fails.
        """
        try:
            program = subprocess.Popen(  # noqa: S603 - fixed arguments
                self._command(arguments), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(), stdin=subprocess.DEVNULL
            )
        except OSError as error:
            raise _not_started(error) from error
        assert program.stdout  # noqa: S101 - asked for
        with program, closing(program.stdout) as stream:
            for line in stream:
                yield line.removesuffix(b"\n")
        if program.returncode:
            raise ConfigError(fill(_FAILED, command=arguments[0], code=program.returncode))

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        return ["git", "--literal-pathspecs", "-C", str(self._folder), *settings, *arguments]


def is_plain_file(path: Path) -> bool:
    """Tell whether git would keep the content of a file: not a link, a submodule, or something that has gone."""
    return path.is_file() and not path.is_symlink()


def _environment() -> dict[str, str]:
    """Leave git all that a hook tells it, such as which index is meant; have it write nothing, and speak English, which we translate."""
    return os.environ | {"GIT_OPTIONAL_LOCKS": "0", "LANGUAGE": "en"}


def _not_started(error: OSError) -> ConfigError:
    return ConfigError(fill(_NOT_STARTED, why=system_fault(error)))


def _said(stderr: bytes) -> Wording:
    """Return what git says, which it says in a language of its own choice; in Chinese what users meet first."""
    said = " ".join(stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").split()) or "failed"
    english = f"git: {said}"
    return Wording(_OUTSIDE if "not a git repository" in said else english, english)
