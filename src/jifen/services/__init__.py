"""One function, one use case, one transaction. No words of the language, no terminal."""
