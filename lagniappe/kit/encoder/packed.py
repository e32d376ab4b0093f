"""Weights in four bits: sixteen levels beside a scale for every few of them."""

import numpy as np


def pack(weights: np.ndarray, *, group: int) -> tuple[np.ndarray, np.ndarray]:
    """(two weights a byte, a float16 scale for each `group` of weights), the last axis first
    to run; its length is a multiple of `group`, which is even."""
    rows = weights.reshape(-1, group)
    scales = (np.abs(rows).max(1, keepdims=True) / 7).astype(np.float16)
    safe = np.where(scales > 0, scales, 1).astype(np.float32)
    levels = (np.clip(np.round(rows / safe), -7, 7) + 8).astype(np.uint8)
    return levels[:, ::2] | levels[:, 1::2] << 4, scales


def unpack(packed: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """The weights of `pack` as float32, a row for each scale; off by half a level at most."""
    levels = np.empty((len(packed), packed.shape[1] * 2), np.float32)
    levels[:, ::2] = packed & 15
    levels[:, 1::2] = packed >> 4
    levels -= 8
    levels *= scales.astype(np.float32)
    return levels
