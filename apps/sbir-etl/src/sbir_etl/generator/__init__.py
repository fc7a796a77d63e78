"""Made-up award data with the quirks of the real file. Real files hold personal data."""

from sbir_etl.generator.write import generate

__all__ = ["generate"]
