//! tmux's own way to the clipboard: it works where escape sequences of a program inside are not let through.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// tmux answers within milliseconds. One that hangs is not waited for longer: keys wait too.
const PATIENCE: Duration = Duration::from_millis(500);

/// Gives a text to tmux, which keeps it as a buffer and tells the terminal; answers whether it does.
///
/// `-w` is known from tmux 3.2 on. It tells the terminal where `set-clipboard` is `on` or `external`, the default, while
/// what a program inside sends is heard only where it is `on`.
pub(super) fn load_buffer(text: &str) -> bool {
    let (outbox, inbox) = mpsc::sync_channel(1);
    let text = text.to_owned();
    let thread = thread::Builder::new().spawn(move || {
        // Who no longer waits needs no answer.
        let _ = outbox.send(tells_terminal(&text));
    });
    thread.is_ok() && inbox.recv_timeout(PATIENCE).unwrap_or(false)
}

fn tells_terminal(text: &str) -> bool {
    let mut command = Command::new("tmux");
    command.args(["load-buffer", "-w", "-", ";", "show-options", "-sv", "set-clipboard"]);
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let Ok(mut tmux) = spawned else { return false };
    let is_written = tmux.stdin.take().is_some_and(|mut input| input.write_all(text.as_bytes()).is_ok());
    let Ok(output) = tmux.wait_with_output() else { return false };
    is_written && output.status.success() && output.stdout.trim_ascii() != b"off"
}
