//! Putting lists in order.

/// The items with the largest weights first, at most `max` of them; what is as large stays in its order. Only
/// numbers are sorted: a sort for every kind of item would be a good part of the Worker.
pub(super) fn largest_first<T>(items: Vec<T>, max: usize, weight: fn(&T) -> [u64; 3]) -> Vec<T> {
    let weights: Vec<[u64; 3]> = items.iter().map(weight).collect();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    let mut largest = Vec::with_capacity(items.len().min(max));
    for index in order(weights).into_iter().take(max) {
        if let Some(item) = items.get_mut(index).and_then(Option::take) {
            largest.push(item);
        }
    }
    largest
}

/// Where the items of these weights are, the largest first.
fn order(weights: Vec<[u64; 3]>) -> Vec<usize> {
    let mut order: Vec<([u64; 3], usize)> =
        weights.into_iter().map(|weight| weight.map(|part| !part)).zip(0..).collect();
    // The index tells equals apart, so this needs not be stable.
    order.sort_unstable();
    order.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_come_first_and_equals_stay_in_order() {
        let items = vec![("a", 1, 0), ("b", 3, 1), ("c", 3, 2), ("d", 1, 0), ("e", 0, 9)];
        let names = |max| {
            let sorted = largest_first(items.clone(), max, |(_, first, second)| [*first, *second, 0]);
            sorted.iter().map(|(name, _, _)| *name).collect::<String>()
        };
        assert_eq!(names(9), "cbade");
        assert_eq!(names(3), "cba");
        assert_eq!(names(0), "");
    }
}
