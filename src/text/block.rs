use wide::u8x16;

/// Sixteen bytes, each compared at once with the others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block(u8x16);

impl Block {
    #[inline(always)]
    pub(crate) fn new(bytes: &[u8; 16]) -> Self {
        Block(u8x16::from(*bytes))
    }

    /// A bit for each byte that is the one sought, the lowest for the first.
    #[inline(always)]
    pub(crate) fn equal(self, sought: u8) -> u16 {
        bits(self.0.cmp_eq(u8x16::splat(sought)))
    }

    /// A bit for each byte that a JSON string cannot hold as it is: a quote, a backslash or a control character.
    #[inline(always)]
    pub(crate) fn special(self) -> u16 {
        let quote = self.0.cmp_eq(u8x16::splat(b'"'));
        let backslash = self.0.cmp_eq(u8x16::splat(b'\\'));
        let control = self.0.min(u8x16::splat(0x1F)).cmp_eq(self.0);
        bits(quote | backslash | control)
    }
}

#[inline(always)]
fn bits(marks: u8x16) -> u16 {
    marks.move_mask() as u16
}
