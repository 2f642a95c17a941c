"""The wire values, the engine and the transport between laptop and office."""
