"""What the notebooks show: one module for each notebook, each function one table, figure or finding."""
