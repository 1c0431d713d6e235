"""The consolidated report: accepted reports of the bodies put together, figures computed anew."""
