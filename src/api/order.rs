//! Putting lists in order. Only numbers are sorted, and all by one sort: one for every kind of item would be a good part of
//! the Worker.

/// The items with the largest weights first, at most `max` of them; what is as large stays in its order.
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
    // The index tells equals apart.
    sorted(weights.into_iter().map(|weight| weight.map(|part| !part)).zip(0..).collect())
}

/// The indices with the smallest keys first; those with the same key stay in their order.
pub(super) fn smallest_first(indices: &[usize], key: impl Fn(usize) -> (i64, i64)) -> Vec<usize> {
    // As an unsigned number that is as much larger than another.
    let from_lowest = |number: i64| number.abs_diff(i64::MIN);
    let key = |(position, index): (u64, &usize)| {
        let (first, second) = key(*index);
        ([from_lowest(first), from_lowest(second), position], *index)
    };
    sorted((0..).zip(indices).map(key).collect())
}

fn sorted(mut items: Vec<([u64; 3], usize)>) -> Vec<usize> {
    items.sort_unstable();
    items.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
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

    #[test]
    fn the_smallest_keys_come_first_and_equals_stay_in_order() {
        let keys = [(5, 0), (-1, 7), (i64::MAX, 0), (-1, -7), (5, 0), (i64::MIN, 0)];
        assert_eq!(smallest_first(&[0, 1, 2, 3, 4, 5], |index| keys[index]), [5, 3, 1, 0, 4, 2]);
        assert_eq!(smallest_first(&[4, 2, 0], |index| keys[index]), [4, 0, 2]);
    }
}
