//! Work in parallel, told in order.
//!
//! Owns who does which piece and when it is handed on: pieces are taken one after the other by whoever is free, and each is told when all
//! before it have been. What is done and what is told belongs to [`super::check`].

use super::Failure;
use rayon::ThreadPool;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};

/// Does the pieces `0..count` in the threads of a pool, in this one without a pool, and tells each in order. No piece is begun that is
/// more than `ahead` behind the first that is not told, so that what waits stays little.
///
/// # Errors
/// The first of `tell`; nothing more is begun then.
pub fn in_order<T: Send>(
    pool: Option<&ThreadPool>,
    (count, ahead): (usize, usize),
    one: impl Fn(usize) -> T + Sync,
    mut tell: impl FnMut(usize, T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let Some(pool) = pool else {
        return (0..count).try_for_each(|piece| tell(piece, one(piece)));
    };
    let (next, window) = (AtomicUsize::new(0), Window::new(ahead));
    let (done, coming) = mpsc::channel();
    let work = |done: mpsc::Sender<(usize, T)>| loop {
        let piece = next.fetch_add(1, Ordering::Relaxed);
        if piece >= count || !window.wait(piece) || done.send((piece, one(piece))).is_err() {
            return;
        }
    };
    pool.in_place_scope(|scope| {
        for _ in 0..pool.current_num_threads() {
            let done = done.clone();
            scope.spawn(|_| work(done));
        }
        drop(done);
        let mut waiting = BTreeMap::new();
        let mut told = 0;
        for (piece, result) in coming {
            waiting.insert(piece, result);
            while let Some(result) = waiting.remove(&told) {
                tell(told, result).inspect_err(|_| window.close())?;
                told += 1;
                window.open(told);
            }
        }
        Ok(())
    })
}

/// Up to which piece work may begin.
struct Window {
    ahead: usize,
    /// The pieces told; none when nothing more shall begin.
    told: Mutex<Option<usize>>,
    moved: Condvar,
}

impl Window {
    fn new(ahead: usize) -> Self {
        Self {
            ahead,
            told: Mutex::new(Some(0)),
            moved: Condvar::new(),
        }
    }

    /// Waits until a piece may begin; false when it shall not.
    fn wait(&self, piece: usize) -> bool {
        let mut told = self.told();
        loop {
            match *told {
                None => return false,
                Some(told) if piece < told + self.ahead => return true,
                Some(_) => told = self.moved.wait(told).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    fn open(&self, told: usize) {
        *self.told() = Some(told);
        self.moved.notify_all();
    }

    fn close(&self) {
        *self.told() = None;
        self.moved.notify_all();
    }

    fn told(&self) -> MutexGuard<'_, Option<usize>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rayon::ThreadPoolBuilder;

    /// What is told of pieces that take the longer the earlier they are.
    fn told(threads: usize, ahead: usize, until: usize) -> (Vec<usize>, bool) {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut told = Vec::new();
        let slow = |piece: usize| {
            std::thread::sleep(std::time::Duration::from_millis(20_u64.saturating_sub(piece as u64)));
            piece * 2
        };
        let result = in_order(Some(&pool), (30, ahead), slow, |piece, twice| {
            told.push(twice / 2);
            match piece == until {
                true => Err(Failure::Told("full".to_owned())),
                false => Ok(()),
            }
        });
        (told, result.is_ok())
    }

    #[test]
    fn pieces_are_told_in_order_however_many_threads_there_are() {
        for (threads, ahead) in [(1, 1), (4, 2), (8, 100)] {
            assert_eq!(told(threads, ahead, 99), ((0..30).collect(), true));
        }
    }

    #[test]
    fn nothing_is_told_behind_an_error() {
        assert_eq!(told(4, 8, 5), ((0..6).collect(), false));
    }
}
