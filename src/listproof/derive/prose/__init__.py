"""What the prose of a cell or a bullet gives: bounds, defaults, allowed values, and the cues that gave nothing."""
