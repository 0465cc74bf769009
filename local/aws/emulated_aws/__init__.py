"""The emulated AWS: one process, one loopback port, ministack with moto beside it.

`python -m emulated_aws --help` starts it; `docs/emulation.md` lists what it does for real and what it only echoes.
"""
