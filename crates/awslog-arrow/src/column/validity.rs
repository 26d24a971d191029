use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer};

/// Bits of the rows of a column, unset until they are set. There is no memory for them until then.
#[derive(Debug, Default)]
pub(super) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// Sets the bit of a row.
    #[inline]
    pub(super) fn set(&mut self, row: usize) {
        let bit = 1 << (row % WORD);
        match self.words.get_mut(row / WORD) {
            Some(word) => *word |= bit,
            None => self.grow(row, bit),
        }
    }

    #[cold]
    fn grow(&mut self, row: usize, bit: u64) {
        let place = row / WORD;
        self.words.resize((place + 1).max(2 * self.words.len()).max(FEWEST_WORDS), 0);
        if let Some(word) = self.words.get_mut(place) {
            *word = bit;
        }
    }

    /// Whether no bit is set.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The bits of so many rows.
    pub(super) fn finish(&mut self, rows: usize) -> BooleanBuffer {
        let mut words = std::mem::take(&mut self.words);
        words.resize(rows.div_ceil(WORD), 0);
        BooleanBuffer::new(Buffer::from_vec(words), 0, rows)
    }

    /// The nulls of a column in which the rows with a bit have a value; `None` if all have one.
    pub(super) fn finish_nulls(&mut self, rows: usize) -> Option<NullBuffer> {
        Some(NullBuffer::new(self.finish(rows))).filter(|nulls| nulls.null_count() > 0)
    }
}

const WORD: usize = u64::BITS as usize;

/// Enough for a batch of 1024 rows.
const FEWEST_WORDS: usize = 16;
