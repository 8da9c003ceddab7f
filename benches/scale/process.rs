//! Programs that run to their end, with what they cost.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a program cost.
#[derive(Clone, Debug, Default)]
pub struct Cost {
    /// Seconds by the clock.
    pub wall: f64,
    /// CPU seconds of all its threads; hundredths, as the system counts them.
    pub cpu: f64,
    /// The most memory it held, in MiB; mapped pages are in it.
    pub peak: f64,
    /// What it wrote.
    pub output: String,
}

/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(2);

/// byline, with a home of its own.
pub fn byline(home: &Path, arguments: &[&str], path: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_byline"));
    command.env_clear().env("HOME", home).args(arguments).arg(path);
    command
}

/// Runs a program, which must not fail.
pub fn run(mut command: Command) -> Cost {
    let output = tempfile::tempfile().expect("there is room for temporary files");
    let writing = output.try_clone().expect("a file can be opened twice");
    command.stdin(Stdio::null()).stdout(writing).stderr(Stdio::null());
    let begun = Instant::now();
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let pid = child.id();
    let mut cost = Cost::default();
    // Its figures can be read until it is waited for.
    while state(pid) != Some('Z') {
        cost.peak = cost.peak.max(memory(pid, "VmHWM:"));
        std::thread::sleep(LOOK);
    }
    cost.wall = begun.elapsed().as_secs_f64();
    cost.cpu = cpu(pid);
    let status = child.wait().expect("it has ended");
    assert!(status.success(), "{command:?} failed: {status}");
    cost.output = read(output);
    cost
}

fn read(mut file: std::fs::File) -> String {
    use std::io::{Read, Seek};
    let mut text = String::new();
    file.rewind().expect("it is a file");
    file.read_to_string(&mut text).expect("it wrote text");
    text
}

/// CPU seconds of a process and of those it has waited for.
pub fn cpu(pid: u32) -> f64 {
    // Fields 14 to 17 of proc(5), in hundredths of a second.
    let ticks = fields(pid).into_iter().skip(11).take(4).filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn state(pid: u32) -> Option<char> {
    fields(pid).first().and_then(|state| state.chars().next())
}

/// What proc(5) says of a process, behind its name.
fn fields(pid: u32) -> Vec<String> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after = text.rsplit(')').next().unwrap_or_default();
    after.split_whitespace().map(str::to_owned).collect()
}

/// A line of the memory of a process, in MiB.
pub fn memory(pid: u32, what: &str) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(what));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}

/// The median of what several rounds give.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Bytes of all files in a folder, or of a file.
pub fn size(path: &Path) -> f64 {
    files(path).iter().filter_map(|path| std::fs::metadata(path).ok()).map(|metadata| metadata.len() as f64).sum()
}

/// Every file in a folder, or the file.
pub fn files(path: &Path) -> Vec<std::path::PathBuf> {
    let walk = ignore::WalkBuilder::new(path).standard_filters(false).build();
    let files = walk.flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    files.map(ignore::DirEntry::into_path).collect()
}
