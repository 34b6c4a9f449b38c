"""Goods, money, redemption and the year's end. It knows no meeting and no list."""
