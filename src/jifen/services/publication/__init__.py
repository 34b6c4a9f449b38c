"""Documents: numbered, frozen, printed, proved. It knows no meeting and no list."""
