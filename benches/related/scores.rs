//! How good an order or a grouping is, by the measures of the field.

use std::collections::{BTreeMap, HashMap};

/// Mean average precision over the first `depth` answers to each question (Manning, Raghavan & Schütze 2008, §8.4), and
/// the share of questions of which the first answer is right. An answer is right that is of the question's event; what
/// is of no event asks no question, nor does what is alone in its event.
pub fn precision(answers: &HashMap<&str, Vec<&str>>, events: &HashMap<String, String>, depth: usize) -> (f64, f64) {
    let mut sizes: HashMap<&str, usize> = HashMap::new();
    events.values().for_each(|event| *sizes.entry(event).or_default() += 1);
    let (mut sum, mut firsts, mut questions) = (0.0, 0, 0);
    for (question, event) in events {
        let wanted = sizes[event.as_str()] - 1;
        if wanted == 0 {
            continue;
        }
        questions += 1;
        let found = answers.get(question.as_str()).map_or(&[][..], |found| found);
        let mut right = 0;
        let mut precision = 0.0;
        for (at, answer) in found.iter().take(depth).enumerate() {
            if events.get(*answer) == Some(event) {
                right += 1;
                precision += f64::from(right) / (at + 1) as f64;
                firsts += usize::from(at == 0);
            }
        }
        sum += precision / wanted.min(depth) as f64;
    }
    let questions = questions.max(1) as f64;
    (sum / questions, firsts as f64 / questions)
}

/// B-cubed precision, recall and their harmonic mean (Bagga & Baldwin 1998), over what has an event; what is in no
/// group is one of its own.
pub fn b_cubed(groups: &HashMap<&str, usize>, events: &HashMap<String, String>) -> (f64, f64, f64) {
    let alone = groups.len();
    let group = |at: usize, id: &str| groups.get(id).copied().unwrap_or(alone + at);
    let mut cells: HashMap<(usize, &str), usize> = HashMap::new();
    let (mut by_group, mut by_event): (HashMap<usize, usize>, HashMap<&str, usize>) = Default::default();
    let sorted: BTreeMap<&String, &String> = events.iter().collect();
    for (at, (id, event)) in sorted.iter().enumerate() {
        let group = group(at, id);
        *cells.entry((group, event.as_str())).or_default() += 1;
        *by_group.entry(group).or_default() += 1;
        *by_event.entry(event).or_default() += 1;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((group, event), both) in &cells {
        let squared = (both * both) as f64;
        precision += squared / by_group[group] as f64;
        recall += squared / by_event[event] as f64;
    }
    let all = events.len().max(1) as f64;
    let (precision, recall) = (precision / all, recall / all);
    (precision, recall, 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE))
}

/// The area under the curve of a test's hits over its false alarms: how often something that is so has a higher score
/// than something that is not (Fawcett 2006); equals count half.
pub fn area(scored: &[(f64, bool)]) -> f64 {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let positive = sorted.iter().filter(|(_, is_so)| *is_so).count() as f64;
    let negative = sorted.len() as f64 - positive;
    let (mut ranks, mut from) = (0.0, 0);
    for equal in sorted.chunk_by(|a, b| a.0 == b.0) {
        let middle = from as f64 + (equal.len() + 1) as f64 / 2.0;
        ranks += middle * equal.iter().filter(|(_, is_so)| *is_so).count() as f64;
        from += equal.len();
    }
    (ranks - positive * (positive + 1.0) / 2.0) / (positive * negative).max(1.0)
}
