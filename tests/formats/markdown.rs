//! Markdown and its front matter.
