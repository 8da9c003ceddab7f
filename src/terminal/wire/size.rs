//! The size of a terminal, as its far end last reported it.

use std::sync::{Arc, Mutex, PoisonError};

use ratatui::layout::Size;

/// The size that the far end last reported. Nobody asks the terminal for it while drawing.
#[derive(Clone, Debug)]
pub struct SharedSize(Arc<Mutex<Size>>);

impl SharedSize {
    /// A terminal of `width` × `height`; one that reports nothing is taken for 80 × 24.
    pub fn new(width: u16, height: u16) -> Self {
        let size = Self(Arc::new(Mutex::new(Size::new(80, 24))));
        size.set(width, height);
        size
    }

    /// Takes a new size. Zero is no size, and what is too large to be drawn is cut.
    pub fn set(&self, width: u16, height: u16) {
        if width > 0 && height > 0 {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Size::new(width.min(1000), height.min(1000));
        }
    }

    /// The size.
    pub fn get(&self) -> Size {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_of_zero_is_no_size() {
        let size = SharedSize::new(0, 0);
        assert_eq!(size.get(), Size::new(80, 24));
        size.set(0, 65535);
        assert_eq!(size.get(), Size::new(80, 24));
        size.set(65535, 5);
        assert_eq!(size.get(), Size::new(1000, 5));
    }
}
