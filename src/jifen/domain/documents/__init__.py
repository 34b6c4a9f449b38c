"""The shape of each paper, as plain values. It holds no word of the language and composes nothing."""
