"""What a village made of its templates and sentences, looked at before it is used, and what came of it after."""
