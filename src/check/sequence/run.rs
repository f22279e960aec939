//! Where the numbers of one run do not run on.

/// A number that does not run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    /// Its place in the run.
    pub index: usize,
    /// What would run on.
    pub expected: u32,
    /// Whether the next numbers run on from what is expected, so that this one alone is wrong.
    pub alone: bool,
}

/// A wider gap is no lost paragraph: something else is counted.
const WIDEST: u32 = 10;

/// The breaks of a run. Its first number may be any, unless the second makes it a slip for one.
pub(super) fn breaks(numbers: &[u32]) -> Vec<Break> {
    let mut out = Vec::new();
    let mut expected = match numbers {
        [first, 2, ..] if *first != 1 => 1,
        [first, ..] => *first,
        [] => return out,
    };
    for (index, &number) in numbers.iter().enumerate() {
        if number != expected {
            let alone = numbers.get(index + 1) == Some(&(expected + 1));
            // further back, another count has begun whose start is lost
            let repeats = number + 1 == expected;
            if alone || repeats || (expected..=expected + WIDEST).contains(&number) {
                out.push(Break { index, expected, alone });
            }
            if !alone {
                expected = number;
            }
        }
        expected += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A run and its breaks: place, expected, alone.
    type Case = (&'static [u32], &'static [(usize, u32, bool)]);

    #[test]
    fn breaks_are_where_the_fewest_numbers_must_change() {
        let cases: [Case; 12] = [
            (&[1, 2, 3], &[]),
            (&[5, 6, 7], &[]),
            (&[1, 2, 4], &[(2, 3, false)]),
            (&[1, 2, 4, 4, 5], &[(2, 3, true)]),
            (&[1, 2, 4, 5], &[(2, 3, false)]),
            (&[1, 2, 2, 3], &[(2, 3, false)]),
            (&[1, 2, 2, 4], &[(2, 3, true)]),
            (&[2, 2, 3], &[(0, 1, true)]),
            (&[1, 2, 3, 2, 3, 4], &[]),
            (&[1, 2, 300], &[]),
            (&[1, 3, 5], &[(1, 2, false), (2, 4, false)]),
            (&[], &[]),
        ];
        for (numbers, want) in cases {
            let got: Vec<_> = breaks(numbers).iter().map(|b| (b.index, b.expected, b.alone)).collect();
            assert_eq!(got, want, "{numbers:?}");
        }
    }
}
