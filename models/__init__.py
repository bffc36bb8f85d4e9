"""The board without a screen: no Qt in here."""

VERSION = "0.5.0"
