//! Average link: two clusters become one while their articles are near to each other on average.
//!
//! Group average (Sokal & Michener 1958) over the pairs that are known: where each article knows only its nearest, the
//! mean is taken over as many pairs as could be known. The heap is lazy: a link only loses as its clusters grow, so
//! that what it was is a bound of what it is.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use foldhash::fast::FixedState;

/// What is clustered: an article, or a cluster that stays one.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// How many articles it is.
    pub size: u32,
}

/// How many nearest each article knows at most.
pub const NEIGHBOURS: usize = 50;

/// Links are compared in hundredths: told apart more finely, a cluster that grows would have all its links looked at
/// anew for each article.
const STEPS: f32 = 100.0;

/// The mean of the scores between two clusters of these sizes, given their sum: over all pairs of theirs, or as many
/// as are known when all of the articles' nearest lie in the two.
pub fn link(sum: f32, one: u32, other: u32) -> f32 {
    let (one, other) = (one as f32, other as f32);
    sum / (one * other * (NEIGHBOURS as f32 / (one + other)).min(1.0))
}

/// The cluster of each node, as the number of one of its nodes. `sums` has the scores between two nodes, summed, each
/// two once. Clusters whose link is at least `least` become one, the nearest first, equal ones in order.
pub fn clusters(nodes: &[Node], sums: impl IntoIterator<Item = (u32, u32, f32)>, least: f32) -> Vec<u32> {
    let mut linkage = Linkage {
        sizes: nodes.iter().map(|node| node.size).collect(),
        parents: (0..nodes.len() as u32).collect(),
        sums: vec![HashMap::default(); nodes.len()],
        queue: BinaryHeap::new(),
        least,
    };
    for (one, other, sum) in sums {
        linkage.sums[one as usize].insert(other, sum);
        linkage.sums[other as usize].insert(one, sum);
        linkage.offer(one, other);
    }
    while let Some((step, Reverse(one), Reverse(other))) = linkage.queue.pop() {
        match linkage.step(one, other) {
            Some(now) if now < step => linkage.offer(one, other),
            Some(_) => linkage.merge(one, other),
            None => {}
        }
    }
    (0..nodes.len() as u32).map(|node| linkage.root(node)).collect()
}

struct Linkage {
    sizes: Vec<u32>,
    /// What each became a part of; itself while it stands.
    parents: Vec<u32>,
    /// Sums of the scores to other clusters; of what became a part of another, none.
    sums: Vec<HashMap<u32, f32, FixedState>>,
    /// Links in hundredths, as they were, and whose they are.
    queue: BinaryHeap<(u32, Reverse<u32>, Reverse<u32>)>,
    least: f32,
}

impl Linkage {
    fn root(&self, mut node: u32) -> u32 {
        while self.parents[node as usize] != node {
            node = self.parents[node as usize];
        }
        node
    }

    /// The link of two clusters in hundredths, when it is enough.
    fn step(&self, one: u32, other: u32) -> Option<u32> {
        let sum = *self.sums[one as usize].get(&other)?;
        let link = link(sum, self.sizes[one as usize], self.sizes[other as usize]);
        (link >= self.least).then_some((link * STEPS) as u32)
    }

    fn offer(&mut self, one: u32, other: u32) {
        if let Some(step) = self.step(one, other) {
            self.queue.push((step, Reverse(one.min(other)), Reverse(one.max(other))));
        }
    }

    /// Makes the one with fewer links a part of the other: so each link is moved only as often as it doubles its
    /// company.
    fn merge(&mut self, one: u32, other: u32) {
        let fewer = self.sums[other as usize].len() <= self.sums[one as usize].len();
        let (whole, part) = if fewer { (one, other) } else { (other, one) };
        self.parents[part as usize] = whole;
        self.sizes[whole as usize] = self.sizes[whole as usize].saturating_add(self.sizes[part as usize]);
        let mut moved: Vec<(u32, f32)> = std::mem::take(&mut self.sums[part as usize]).into_iter().collect();
        moved.sort_unstable_by_key(|(to, _)| *to);
        for (to, sum) in moved {
            self.sums[to as usize].remove(&part);
            if to != whole {
                let all = self.sums[whole as usize].entry(to).or_default();
                *all += sum;
                let all = *all;
                self.sums[to as usize].insert(whole, all);
                self.offer(whole, to);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_articles(len: usize, sums: &[(u32, u32, f32)]) -> Vec<u32> {
        clusters(&vec![Node { size: 1 }; len], sums.iter().copied(), 0.3)
    }

    #[test]
    fn the_nearest_two_come_first_and_the_rest_by_the_mean() {
        // 2 is near to 1 and far from 0: on average not near enough.
        let found = of_articles(3, &[(0, 1, 0.8), (1, 2, 0.5)]);
        assert_eq!(found[0], found[1]);
        assert_ne!(found[1], found[2]);
        let found = of_articles(3, &[(0, 1, 0.8), (1, 2, 0.5), (0, 2, 0.2)]);
        assert_eq!(found[1], found[2]);
    }

    #[test]
    fn a_link_is_the_mean_over_what_can_be_known() {
        assert_eq!(link(1.0, 2, 2), 0.25);
        // The hundredth article knows 50 of the others.
        assert!((link(50.0, 99, 1) - 50.0 / 49.5).abs() < 1e-6);
    }

    #[test]
    fn thousands_of_copies_that_know_the_same_few_are_one_cluster() {
        let sums: Vec<_> = (0..5_000).flat_map(|one| (0..one.min(50)).map(move |to| (to, one, 1.0))).collect();
        let found = of_articles(5_000, &sums);
        assert!(found.iter().all(|cluster| *cluster == found[0]));
    }
}
