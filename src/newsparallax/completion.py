"""What makes a shell complete the command line, written from the parser itself."""

from __future__ import annotations

import argparse

_BASH = """\
_newsparallax() {
  local word="${COMP_WORDS[COMP_CWORD]}" command="" one
  for one in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$one" in -*) ;; *) command="$one"; break ;; esac
  done
  case "$command" in
    "") COMPREPLY=($(compgen -W "COMMANDS" -- "$word")) ;;
CASES
  esac
  [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$word"))
}
complete -o filenames -F _newsparallax newsparallax
"""


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """A script for bash, zsh or fish that completes commands, their options and the values of a few."""
    (commands,) = (a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    words = {name: _words(command) for name, command in commands.items()}
    if shell == "fish":
        lines = [f"complete -c newsparallax -n __fish_use_subcommand -a '{' '.join(words)}'"]
        lines += [
            f"complete -c newsparallax -n '__fish_seen_subcommand_from {name}' -a '{' '.join(own)}'"
            for name, own in words.items()
        ]
        return "\n".join(lines)
    cases = "\n".join(
        f'    {name}) COMPREPLY=($(compgen -W "{" ".join(own)}" -- "$word")) ;;' for name, own in words.items()
    )
    bash = _BASH.replace("COMMANDS", " ".join(words)).replace("CASES", cases)
    return f"autoload -U +X bashcompinit && bashcompinit\n{bash}" if shell == "zsh" else bash


def _words(command: argparse.ArgumentParser) -> list[str]:
    options = [option for action in command._actions for option in action.option_strings]
    return options + [str(value) for action in command._actions for value in action.choices or ()]
