"""status: what is due, the most overdue first, with the command that does it."""

from jifen.cli.arguments import Common
from jifen.cli.group import Group
from jifen.cli.running import show_one
from jifen.messages.shapes import due as shapes
from jifen.messages.summaries import due as summaries

app = Group()
apps = {"status": app}


@app.command()
def status(common: Common) -> None:
    """要办的事：哪些到期了、晚了几天、用哪条命令办。"""
    from jifen.services.office.due import standing

    show_one(common, standing, shapes.standing, summaries.standing)
