"""What is seen with and without each patch; see ../test_patches.py."""
