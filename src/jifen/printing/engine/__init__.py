"""Templates, typesetting, fonts and measures. It knows no subject."""
