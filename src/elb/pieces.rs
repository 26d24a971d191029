//! Values that tables and other parsers have in pieces: an address and its port, a request line in three.

use crate::error::Refusal;
use crate::json::Reader;
use crate::lines::{ColumnSet, Kept, LayoutColumn, Short, read_columns};
use crate::schema::Selection;
use crate::text::Text;

use super::line::EXPECTED;
use super::record::KindRecord;

/// A piece of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    ClientIp,
    ClientPort,
    TargetIp,
    TargetPort,
    Method,
    Url,
    Version,
}

/// The pieces by their names in letters and digits: those of AWS's tables for Athena, and of other parsers.
const NAMES: &[(&str, Piece)] = &[
    ("clientip", Piece::ClientIp),
    ("requestip", Piece::ClientIp),
    ("clientport", Piece::ClientPort),
    ("requestport", Piece::ClientPort),
    ("targetip", Piece::TargetIp),
    ("backendip", Piece::TargetIp),
    ("destinationip", Piece::TargetIp),
    ("targetport", Piece::TargetPort),
    ("backendport", Piece::TargetPort),
    ("destinationport", Piece::TargetPort),
    ("requestverb", Piece::Method),
    ("requestmethod", Piece::Method),
    ("requesturl", Piece::Url),
    ("url", Piece::Url),
    ("requestproto", Piece::Version),
    ("requestprotocol", Piece::Version),
    ("protocol", Piece::Version),
];

impl Piece {
    fn of(name: &str) -> Option<Self> {
        let letters = || name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
        NAMES.iter().find_map(|(known, piece)| letters().eq(known.bytes()).then_some(*piece))
    }

    /// The column that the piece belongs to.
    fn column<'a, R: KindRecord<'a>>(self) -> Option<R::Column> {
        match self {
            Piece::ClientIp | Piece::ClientPort => R::CLIENT,
            Piece::TargetIp | Piece::TargetPort => R::TARGET,
            Piece::Method | Piece::Url | Piece::Version => R::REQUEST,
        }
    }

    /// Whether a value is such a piece, where the name alone does not say it: a column for address and port has the name of
    /// the port in JSON of AWS's.
    fn is(self, value: &str) -> bool {
        match self {
            Piece::ClientPort | Piece::TargetPort => value.bytes().all(|byte| byte.is_ascii_digit()),
            Piece::Version => value.starts_with("HTTP/") || value == "-",
            Piece::ClientIp | Piece::TargetIp | Piece::Method | Piece::Url => true,
        }
    }
}

/// Whether a name is that of a piece of a value of such records.
pub(super) fn is_piece<'a, R: KindRecord<'a>>(name: &str) -> bool {
    Piece::of(name).is_some_and(|piece| piece.column::<R>().is_some())
}

/// The column, unwanted if the projection does not have it or the column that it is a piece of.
pub(super) fn narrowed<'a, R: KindRecord<'a>>(
    column: &LayoutColumn<R::Column>,
    projection: Selection,
) -> LayoutColumn<R::Column> {
    let whole = match column {
        LayoutColumn::Unknown(name) => Piece::of(name).and_then(Piece::column::<R>),
        _ => None,
    };
    match whole {
        Some(whole) => match LayoutColumn::Known(whole).narrowed(projection) {
            LayoutColumn::Known(_) => column.clone(),
            unwanted => unwanted,
        },
        None => column.narrowed(projection),
    }
}

/// The pieces of a record's values, by what they are.
#[derive(Debug)]
pub(super) struct Pieces {
    values: [Option<String>; 7],
    /// Pieces of other fields are dropped.
    projection: Selection,
}

impl Pieces {
    fn new(projection: Selection) -> Self {
        Pieces { values: Default::default(), projection }
    }

    /// Takes a value if it is a piece.
    #[inline]
    pub(super) fn take<'a, R: KindRecord<'a>>(&mut self, name: &str, column: Option<R::Column>, value: &str) -> bool {
        let is_whole = column.is_some() && column != R::CLIENT && column != R::TARGET;
        !is_whole && self.take_odd::<R>(name, value)
    }

    #[cold]
    fn take_odd<'a, R: KindRecord<'a>>(&mut self, name: &str, value: &str) -> bool {
        let Some(piece) = Piece::of(name).filter(|piece| piece.is(value)) else { return false };
        let Some(column) = piece.column::<R>() else { return false };
        if !R::Column::ALL.iter().position(|known| *known == column).is_some_and(|place| self.projection.has(place)) {
            return true;
        }
        match self.values.get_mut(piece as usize) {
            Some(place @ None) => {
                *place = Some(value.to_owned());
                true
            }
            _ => false,
        }
    }

    /// Puts the pieces together, and the values into their columns.
    pub(super) fn put_into<'a, R: KindRecord<'a>>(self, record: &mut R) -> Result<(), Box<Refusal>> {
        if self.values.iter().all(Option::is_none) {
            return Ok(());
        }
        let [client_ip, client_port, target_ip, target_port, method, url, version] = self.values;
        let ends =
            [(R::CLIENT, client_ip, client_port, "client_port"), (R::TARGET, target_ip, target_port, "target_port")];
        for (column, ip, port, name) in ends {
            match (column, ip, port) {
                (Some(column), Some(ip), Some(port)) if ip.contains(':') && !ip.starts_with('[') => {
                    record.set(column, Text::from(format!("[{ip}]:{port}")))?;
                }
                (Some(column), Some(ip), Some(port)) => record.set(column, Text::from(format!("{ip}:{port}")))?,
                (Some(column), Some(ip), None) => record.set(column, Text::from(ip))?,
                // A port without an address is kept by its name.
                (_, _, Some(port)) => record.leftover().push_key(name.into(), Kept::Text(port.into())),
                _ => {}
            }
        }
        if let (Some(column), true) = (R::REQUEST, [&method, &url, &version].iter().any(|piece| piece.is_some())) {
            let pieces = [method, url, version].map(|piece| piece.unwrap_or_else(|| "-".to_owned()));
            record.set(column, Text::from(pieces.join(" ")))?;
        }
        Ok(())
    }
}

/// Fills a record from the values of a line, and puts pieces together.
pub(super) fn fill<'a, R: KindRecord<'a>>(
    columns: &[LayoutColumn<R::Column>],
    short: Short,
    values: impl Iterator<Item: Clone + AsRef<str> + Into<Text<'a>>>,
    record: &mut R,
) -> Result<(), Box<Refusal>> {
    if !columns.iter().any(|column| matches!(column, LayoutColumn::Unknown(name) if is_piece::<R>(name))) {
        return record.fill(columns, short, values);
    }
    let mut pieces = Pieces::new(Selection::ALL);
    let mut names = columns.iter();
    let values = values.map(|value| {
        let value = value.into();
        match names.next() {
            Some(LayoutColumn::Unwanted(_)) => value,
            Some(column) if !matches!(&*value, "-" | "") && pieces.take::<R>(column.name(), column.known(), &value) => {
                Text::from("-")
            }
            _ => value,
        }
    });
    record.fill(columns, short, values)?;
    pieces.put_into(record)
}

/// Reads the next JSON object, and puts pieces together.
pub(super) fn read_object<'a, R: KindRecord<'a>>(reader: &mut Reader<'a>, record: &mut R) -> Result<(), Box<Refusal>> {
    let mut pieces = Pieces::new(reader.projection());
    let is_null = |name: &str, column, value: &str| matches!(value, "-" | "") || pieces.take::<R>(name, column, value);
    read_columns(reader, record, is_null, None, EXPECTED)?;
    pieces.put_into(record)
}
