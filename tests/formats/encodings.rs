//! Bytes to text: encodings, damage, hostile characters.
