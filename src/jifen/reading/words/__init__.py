"""Names, codes, days, numbers and headers as people write them. It knows no particular form."""
