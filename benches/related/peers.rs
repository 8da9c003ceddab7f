//! What others would answer: the cosine of plain TF-IDF vectors.

use std::collections::HashMap;

use super::like::text;
use super::sets::Set;

/// The nearest articles to each by the cosine of their words, each weighing (1 + ln tf) · ln(N / df) (Salton & Buckley
/// 1988).
pub fn cosine(set: &Set, depth: usize) -> HashMap<&str, Vec<&str>> {
    let mut terms: HashMap<String, (u32, u32)> = HashMap::new();
    let mut vectors: Vec<HashMap<u32, f64>> = Vec::new();
    for (_, _, article) in &set.articles {
        let mut vector: HashMap<u32, f64> = HashMap::new();
        for word in text(article).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let next = terms.len() as u32;
            let (term, articles) = terms.entry(word.to_lowercase()).or_insert((next, 0));
            let count = vector.entry(*term).or_default();
            *articles += u32::from(*count == 0.0);
            *count += 1.0;
        }
        vectors.push(vector);
    }
    let articles: HashMap<u32, u32> = terms.into_values().collect();
    let all = vectors.len() as f64;
    for vector in &mut vectors {
        for (term, weight) in vector.iter_mut() {
            *weight = (1.0 + weight.ln()) * (all / f64::from(articles[term])).ln();
        }
        let length = vector.values().map(|weight| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        vector.values_mut().for_each(|weight| *weight /= length);
    }
    let mut lists: HashMap<u32, Vec<(usize, f64)>> = HashMap::new();
    for (row, vector) in vectors.iter().enumerate() {
        vector.iter().for_each(|(term, weight)| lists.entry(*term).or_default().push((row, *weight)));
    }
    let answers = vectors.iter().enumerate().map(|(row, vector)| {
        let mut sums = vec![0.0; vectors.len()];
        for (term, weight) in vector {
            lists[term].iter().for_each(|(other, there)| sums[*other] += weight * there);
        }
        let mut found: Vec<usize> = (0..vectors.len()).filter(|other| *other != row && sums[*other] > 0.0).collect();
        found.sort_by(|a, b| sums[*b].total_cmp(&sums[*a]));
        let found = found.into_iter().take(depth).map(|other| set.articles[other].1.as_str());
        (set.articles[row].1.as_str(), found.collect())
    });
    answers.collect()
}
