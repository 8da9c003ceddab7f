//! What the line to the terminal has carried: the figures of `:link`.

use std::time::Duration;

/// Frames that were sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Link {
    frames: u64,
    bytes: u64,
    /// Bytes of the last frame, and how long it took to draw and to hand over.
    last: (usize, Duration),
}

impl Link {
    /// Counts a frame of so many bytes; none is no frame.
    pub fn sent(&mut self, bytes: usize, took: Duration) {
        if bytes > 0 {
            self.frames += 1;
            self.bytes += bytes as u64;
            self.last = (bytes, took);
        }
    }

    /// All of it in a sentence. `trip` is the last time from a frame to the terminal's answer.
    pub fn sentence(&self, trip: Option<Duration>) -> String {
        let (bytes, took) = self.last;
        let back = trip.map_or_else(String::new, |trip| format!(" · answered after {}", milliseconds(trip)));
        let frames = if self.frames == 1 { "1 frame".to_owned() } else { format!("{} frames", self.frames) };
        format!("last frame {bytes} B in {}{back} · {frames}, {} in all", milliseconds(took), size(self.bytes))
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} B"),
        10_000..10_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_counted_and_nothing_is_no_frame() {
        let mut link = Link::default();
        link.sent(1_800, Duration::from_micros(2_400));
        assert_eq!(link.sentence(None), "last frame 1800 B in 2.4 ms · 1 frame, 1800 B in all");
        link.sent(0, Duration::from_secs(9));
        link.sent(92, Duration::from_micros(300));
        let trip = Some(Duration::from_micros(40_120));
        assert_eq!(link.sentence(trip), "last frame 92 B in 0.3 ms · answered after 40.1 ms · 2 frames, 1892 B in all");
        link.sent(12_000, Duration::from_millis(1));
        assert!(link.sentence(None).ends_with("3 frames, 13 kB in all"));
    }
}
