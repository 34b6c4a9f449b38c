"""Prepares .venv for `make`: creates it, installs the program and the tools, and leaves a stamp.

Runs on whatever Python the machine has, so it uses the standard library only. Where that Python came without
ensurepip (Debian splits it off), the machine's own pip fills the new environment; where that is missing too, a
sentence says what to install.
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = VENV / ".installed"
INSIDE = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PIP = ("--disable-pip-version-check", "--quiet", "--quiet")  # errors still show


def works() -> bool:
    """Whether .venv has a Python that starts and has pip; one copied from another folder or machine may not."""
    if not INSIDE.exists():
        return False
    question = [str(INSIDE), "-c", "import pip, sys; print(sys.prefix)"]
    asked = subprocess.run(question, check=False, capture_output=True, text=True)
    return asked.returncode == 0 and Path(asked.stdout.strip()).resolve() == VENV.resolve()


def has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def create() -> None:
    """A new .venv with pip in it."""
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if not has("venv") or not (has("ensurepip") or has("pip")):
        sys.exit(
            f"{sys.executable} 缺少 venv 或 ensurepip,不能建立 .venv。\n"
            "Debian、Ubuntu 请先执行:sudo apt install python3-venv;其他系统请安装完整的 Python 3.11 以上版本。"
        )
    print(f"正在建立 .venv（Python {sys.version.split()[0]}）……", flush=True)
    if has("ensurepip"):
        subprocess.run(make, check=True)
        return
    subprocess.run([*make, "--without-pip"], check=True)
    subprocess.run([sys.executable, "-m", "pip", *PIP, "--python", str(INSIDE), "install", "pip"], check=True)


def main() -> None:
    if not works():
        create()
    print("正在安装程序和工具，第一次约需一分钟……", flush=True)
    subprocess.run([INSIDE, "-m", "pip", "install", *PIP, "-e", f"{ROOT}[dev]"], check=True)
    STAMP.touch()


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        command = " ".join(str(part) for part in error.cmd)
        sys.exit(f"没有装好:{command}\n请看上面的出错信息;多半是没有联网或磁盘已满。改好后再执行一次 make。")
