"""The indicator engine: definitions in, figures out. Plain Python; knows nothing of the web.

load -> check -> compile -> run -> roll up -> results, each step a pure function of frozen values.
Nothing is imported here: who needs the definitions of a catalogue needs no database engine.
"""
