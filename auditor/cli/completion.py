"""``auditor completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_SHELLS = ("bash", "zsh", "fish", "powershell")
_VARIABLE = "_AUDITOR_COMPLETE"  # click looks for it by the name of the program


@click.command(short_help="Print what makes a shell complete commands.")
@click.argument("shell", type=click.Choice(_SHELLS, case_sensitive=False))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes a shell complete commands, options and their values by the tab key.

    \b
    bash        auditor completion bash > ~/.local/share/bash-completion/completions/auditor
    zsh         auditor completion zsh > "${fpath[1]}/_auditor"
    fish        auditor completion fish > ~/.config/fish/completions/auditor.fish
    powershell  auditor completion powershell >> $PROFILE

    It holds from the next shell on. bash needs version 4.4 or newer and the package bash-completion; without the package, end ~/.bashrc
    with: eval "$(auditor completion bash)"
    """  # noqa: D301 - click wants the sign itself
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"the installed click knows no {shell}; a newer one does: pip install --upgrade click")
    click.echo(kind(context.find_root().command, {}, "auditor", _VARIABLE).source())
