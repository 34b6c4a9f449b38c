"""Sums of many villages: what a book gives, the dataset they are kept in, the engines that are asked."""
