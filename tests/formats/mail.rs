//! Mail: single messages, mailboxes, saved pages in MIME.
