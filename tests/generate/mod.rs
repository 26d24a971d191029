//! Logs as they come from real traffic, all different and always the same: a file for each format.

pub mod cloudfront;
pub mod cloudtrail;
pub mod network_firewall;
pub mod route53;
pub mod s3_access;
pub mod user_agents;
pub mod vpc_flow;
pub mod waf;

/// A small generator of pseudo-random numbers (SplitMix64): the same seed gives the same lines everywhere.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.number() % bound
    }

    pub fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        let place = self.below(texts.len() as u64) as usize;
        texts.get(place).copied().unwrap_or_default()
    }

    /// An address of the networks that are kept for documentation.
    pub fn address(&mut self) -> String {
        match self.below(5) {
            0 => {
                format!("2001:db8:{:x}:{:x}::{:x}", self.below(65535) + 1, self.below(65535) + 1, self.below(65535) + 1)
            }
            _ => format!("{}.{}", self.pick(&["192.0.2", "198.51.100", "203.0.113"]), self.below(256)),
        }
    }

    /// A place below a bound, the first ones far more often: the second half as often as the first, the third a third
    /// (Zipf's law, as popular hosts, pages and browsers follow it).
    pub fn rank(&mut self, bound: usize) -> usize {
        let logarithm = (bound as f64 + 1.0).ln();
        let share = self.number() as f64 / u64::MAX as f64;
        ((share * logarithm).exp() as usize).clamp(1, bound) - 1
    }

    pub fn letters(&mut self, length: usize) -> String {
        const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        (0..length).map(|_| char::from(ALPHABET[self.below(64) as usize])).collect()
    }
}
