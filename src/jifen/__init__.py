"""jifen (积分): a village's points system in one local file."""

__version__ = "0.1.0"
