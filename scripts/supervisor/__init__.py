"""Starts tinbao's five processes, waits until they are ready, restarts what dies, stops them together."""
