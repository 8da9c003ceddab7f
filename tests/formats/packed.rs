//! Compressed and packed files, and their limits.
