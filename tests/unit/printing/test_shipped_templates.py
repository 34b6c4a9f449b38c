import subprocess
import sys
from pathlib import Path

from jifen.resources import data_dir

ROOT = Path(__file__).resolve().parents[3]


def test_the_shipped_workbooks_are_what_their_script_writes():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_templates.py"), "--check"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_shipped_data_is_found_in_the_checkout():
    assert (data_dir("templates") / "文字.toml").is_file()
    assert (data_dir("templates") / "积分细则.csv").is_file()


def test_the_page_of_templates_lists_the_fields_there_are():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_template_docs.py"), "--check"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
