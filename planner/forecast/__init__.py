"""Forecasts of each region's weekly demand; the only place that knows Prophet."""
