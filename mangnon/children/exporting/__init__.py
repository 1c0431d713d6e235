"""Children taken out of the register as a file: asked for, made in the background, downloaded."""
