"""Start Delegation Board: a window, a picture of it, or a command. The only file that knows both sides."""

import gc
import os
import signal
import sys


def main(arguments: list[str]) -> int:
    """Do what the arguments say; returns the exit code (models.command_line)."""
    # Before anything is written: what the program makes is the owner's alone.
    os.umask(0o077)
    # Nothing that a start makes is garbage; looking for some takes a tenth of it (ui.app.collect_again).
    gc.disable()
    try:
        return do(arguments)
    except (Exception, KeyboardInterrupt) as error:
        from models.command_end import ended_by

        return ended_by(error)
    finally:
        gc.enable()


def do(arguments: list[str]) -> int:
    """The same, while no garbage is collected: the imports are most of a start."""
    from models import lean_imports

    lean_imports.use()
    from models import command_line
    from models.errors import BoardError

    choice = command_line.parse(arguments)
    if choice.command:
        gc.enable()
        code = command_line.run(choice)
        # It is over: from now on Ctrl+C has nothing to interrupt, and no words to say of it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        return code
    if choice.menu:
        return change_menu(choice.menu)
    from ui import lean_qt, platform_check

    if missing := platform_check.missing_library(picture=choice.picture is not None):
        sys.stderr.write(missing + "\n")
        return 2
    if choice.picture:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        lean_qt.load()
        from ui import app
    except ImportError as error:
        sys.stderr.write(platform_check.import_failure(error) + "\n")
        return 2
    try:
        return app.picture(choice) if choice.picture else app.run(choice)
    except BoardError as error:
        command_line.complain(error.sentence)
        return 2


def change_menu(what: str) -> int:
    """Put the program into the owner's menu, or take it out."""
    from models import command_output
    from ui import menu_entry

    try:
        touched = menu_entry.add_to_menu() if what == "add" else menu_entry.remove_from_menu()
    except OSError as error:
        sys.stderr.write(f"The menu could not be changed: {error.strerror or error}.\n")
        return 2
    for line in touched or ["Nothing to take back."]:
        command_output.tell_text(str(line))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
