"""Reviews drafted from the records: targets, tasks, activities, money; and printed."""
