"""The group `redeem` itself; its commands stand in the modules beside, which `main.TREE` names."""

import click
from typer.core import TyperGroup

from jifen.cli.group import Group

ORDER = (
    *("forecast", "open", "sheet", "catalogue", "slip", "desk", "add", "import", "list", "show", "return"),
    *("close", "settlement", "register", "notice"),
)
"""The commands in the order of a redemption day, as the help lists them."""


class RedemptionDay(TyperGroup):
    """A group that lists its commands in the order of the day, whichever module they come from."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command there is, by `ORDER`."""
        return sorted(self.commands, key=ORDER.index)


app = Group(help="积分兑换：测算、开兑、签领表、登记、退换、结束、公示。", cls=RedemptionDay)
apps = {"redeem": app}
