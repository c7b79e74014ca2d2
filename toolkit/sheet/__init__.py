"""Instrument and workshop → response sheets on paper and in Excel, links and QR codes."""
