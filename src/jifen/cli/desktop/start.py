"""From the double click to the menu, in the folder of the book; the window stays when the menu is left."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from jifen.cli.arguments import Common
from jifen.cli.context import has_screen, program_folder
from jifen.cli.desktop.dropped import take_dropped
from jifen.cli.desktop.places import village_folder
from jifen.cli.output import say


def start(dropped: Sequence[str]) -> int:
    """Find the village's folder, take what was dropped, show the menu; gives the exit code."""
    from jifen.cli.main import cancelled, run

    files = [str(Path(path).absolute()) for path in dropped]
    try:
        folder = village_folder()
        if folder is None:
            return 0
        os.chdir(folder)
        say(f"村里的文件夹：{folder}（账本、印好的表、备份都在里面）")
        if files:
            take_dropped(Common(), files)
    except KeyboardInterrupt:
        return cancelled()
    code = run([])
    if os.name == "nt" and has_screen():
        _stay()
    return code


def _stay() -> None:
    """A prompt in the village's folder that knows `jifen`, for whoever wants to type."""
    say("窗口还开着：可以直接输入命令，例如 jifen status；再看菜单输入 jifen。不用了就关掉窗口。")
    own = {"PATH": f"{program_folder()}{os.pathsep}{os.environ.get('PATH', '')}"}
    subprocess.run([os.environ.get("COMSPEC", "cmd.exe"), "/k"], env=os.environ | own, check=False)
