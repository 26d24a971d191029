//! The README's ratios as a picture.

use std::error::Error;
use std::fs;
use std::path::Path;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::readme::bars;
use crate::report::{Report, ratio};

const WIDTH: u32 = 880;
/// The height of a bar with the space below it.
const STEP: u32 = 22;
/// Above and below the bars.
const MARGIN: u32 = 48;
/// Where bars may start and end.
const LEFT: u32 = 430;
const RIGHT: u32 = WIDTH - 60;
/// The ratios there.
const SCALE: [f64; 2] = [0.5, 32.0];
const TICKS: &[f64] = &[0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0];

/// Grays that can be read on white and on black, for viewers without style sheets.
const TEXT: RGBColor = RGBColor(118, 118, 118);
const GRID: RGBColor = RGBColor(160, 160, 160);
const FASTER: RGBColor = RGBColor(31, 136, 61);
const SLOWER: RGBColor = RGBColor(188, 76, 0);

/// The text follows the colors of the page.
const STYLE: &str = "<style>text{fill:#24292f;font-variant-numeric:tabular-nums}\
    @media(prefers-color-scheme:dark){text{fill:#e6edf3}}</style>";

/// Draws the picture of all rows of the README's table.
pub fn draw(report: &Report, path: &Path) -> Result<(), Box<dyn Error>> {
    let svg = svg(&bars(report))?;
    let (opening, rest) = svg.split_once(">\n").ok_or("no picture")?;
    fs::write(path, format!("{opening}>\n{STYLE}\n{rest}"))?;
    Ok(())
}

fn svg(bars: &[(&str, &str, f64)]) -> Result<String, Box<dyn Error>> {
    let mut svg = String::new();
    let height = bars.len() as u32 * STEP + 2 * MARGIN;
    {
        let area = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        let font = |size: u32| TextStyle::from(("sans-serif", size).into_font()).color(&TEXT);
        let at = |horizontal, vertical| Pos::new(horizontal, vertical);
        let title = "How many times as fast as its peers awslog is, in one run on the same bytes";
        area.draw(&Text::new(title, (12, 10), font(16)))?;
        for tick in TICKS {
            let x = place(*tick);
            let width = if *tick == 1.0 { 2 } else { 1 };
            let line = vec![(x, MARGIN as i32 - 4), (x, (height - MARGIN) as i32)];
            area.draw(&PathElement::new(line, GRID.mix(0.5).stroke_width(width)))?;
            let label = (x, (height - MARGIN) as i32 + 8);
            area.draw(&Text::new(format!("{tick} ×"), label, font(12).pos(at(HPos::Center, VPos::Top))))?;
        }
        let mut task = "";
        for (number, (row, peer, times)) in bars.iter().enumerate() {
            let top = (MARGIN + number as u32 * STEP) as i32;
            let middle = top + STEP as i32 / 2 - 2;
            if task != *row {
                area.draw(&Text::new(*row, (12, middle), font(13).pos(at(HPos::Left, VPos::Center))))?;
                task = row;
            }
            let label = (LEFT as i32 - 12, middle);
            area.draw(&Text::new(*peer, label, font(12).pos(at(HPos::Right, VPos::Center))))?;
            let (one, end) = (place(1.0), place(*times));
            let color = if *times < 1.0 { SLOWER } else { FASTER };
            let corners = [(one.min(end), top + 1), (one.max(end), top + STEP as i32 - 6)];
            area.draw(&Rectangle::new(corners, color.filled()))?;
            let label = (one.max(end) + 6, middle);
            area.draw(&Text::new(ratio(*times), label, font(12).pos(at(HPos::Left, VPos::Center))))?;
        }
        area.present()?;
    }
    Ok(svg)
}

/// The place of a ratio on the logarithmic scale.
fn place(times: f64) -> i32 {
    let [least, most] = SCALE.map(f64::ln);
    let share = (times.ln() - least) / (most - least);
    (f64::from(LEFT) + share.clamp(0.0, 1.0) * f64::from(RIGHT - LEFT)).round() as i32
}
