"""What the head and the foot of a release state about it: its day, its title, who issued it, whom to call."""
