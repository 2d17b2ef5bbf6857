"""Holds the sandbox store against recorded answers of a real one.

``python -m sandbox.check_captures DIR`` replays each recording in a fresh store and
says where the answers differ.
"""
