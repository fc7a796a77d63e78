"""Loads SBIR award data into a Neo4j graph.

This module imports nothing: the health probes import the package every few seconds.
"""
