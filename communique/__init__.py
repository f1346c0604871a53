"""The door: settings, the pipeline that joins the stages, the command line."""

__version__ = "0.1.0"
