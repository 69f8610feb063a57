"""Spend: response curves and how the media money is split between regions and channels."""
