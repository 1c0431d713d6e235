"""How many different children the activities of one chỉ tiêu reached."""
