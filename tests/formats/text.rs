//! Plain text: its layouts, and many articles in one file.
