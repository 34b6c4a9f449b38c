"""What a double click on Windows starts: the village's folder is found or chosen, dropped sheets are taken, the menu opens."""
