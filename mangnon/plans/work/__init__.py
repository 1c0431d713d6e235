"""The doing of what the plan asks: who does which task until when, how far it is, and the proof."""
