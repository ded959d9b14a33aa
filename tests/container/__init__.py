"""The image, built and run for real where there is no Docker (make container); too slow for make test."""
