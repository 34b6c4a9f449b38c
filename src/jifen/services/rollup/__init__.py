"""From village to township and county: sums leave a book, are collected, asked and shown. No household passes here."""
