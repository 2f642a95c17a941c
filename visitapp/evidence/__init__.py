"""Receipts, certificates and what they prove."""
