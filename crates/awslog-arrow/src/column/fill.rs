//! Moves the values of objects and lists into columns.
//!
//! This is where most of the time goes that columns take. A column of the kind of a value is set right where the visitor gets the
//! value; all else goes through [`Values::set`], which would do for everything.

use std::net::IpAddr;
use std::time::Duration;

use awslog::schema::{Object, Value, Visitor};
use awslog::time::UtcDateTime;

use super::{Column, Values, nanoseconds, nanoseconds_since_1970};

/// What the columns of a batch have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Batch {
    /// How many rows it will have, more or less.
    pub(crate) capacity: usize,
    /// Whether somebody asks for what has no column.
    pub(crate) has_extra: bool,
}

/// The fields of an object that are wanted.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    /// With the places of their columns, in the order of the columns.
    pub(super) fields: Vec<(usize, usize)>,
    /// Whether these are all fields, in the order of the object.
    is_all: bool,
    /// Whether, in addition, the place of each column is the index of its field.
    is_in_place: bool,
}

impl Wanted {
    /// Fields with the places of their columns, of an object that has so many.
    pub(crate) fn new(fields: Vec<(usize, usize)>, all: usize) -> Self {
        let is_all = fields.iter().map(|(field, _)| *field).eq(0..all);
        let is_in_place = is_all && fields.iter().all(|(field, place)| field == place);
        Wanted { fields, is_all, is_in_place }
    }
}

/// Sets a row in the columns of an object's fields. Returns whether the columns hold all of it.
pub(crate) fn set_fields(
    columns: &mut [Column],
    wanted: &Wanted,
    row: usize,
    object: Object<'_>,
    batch: Batch,
) -> bool {
    let is_whole = if wanted.is_in_place {
        let mut filler = Filler { columns: AllFields { columns, row }, batch, is_whole: true };
        object.visit(&mut filler);
        filler.is_whole
    } else {
        let mut filler = Filler { columns: Fields { columns, wanted, row }, batch, is_whole: true };
        match wanted.is_all {
            true => object.visit(&mut filler),
            false => set_some_fields(&mut filler, object),
        }
        filler.is_whole
    };
    is_whole && !(batch.has_extra && object.unknown().next().is_some())
}

/// Sets the fields that are wanted one by one.
fn set_some_fields(filler: &mut Filler<Fields<'_>>, object: Object<'_>) {
    let wanted = filler.columns.wanted;
    for (index, (field, _)) in wanted.fields.iter().enumerate() {
        if let Some(value) = object.value(*field) {
            filler.value(index, value);
        }
    }
}

/// Where values go.
pub(super) trait Columns {
    /// The column of a value, and its row.
    fn of(&mut self, index: usize) -> Option<(&mut Values, usize)>;
}

/// A column for each field, in the order of the fields.
struct AllFields<'c> {
    columns: &'c mut [Column],
    row: usize,
}

impl Columns for AllFields<'_> {
    #[inline(always)]
    fn of(&mut self, index: usize) -> Option<(&mut Values, usize)> {
        Some((&mut self.columns.get_mut(index)?.values, self.row))
    }
}

/// A column for each field that is wanted.
struct Fields<'c> {
    columns: &'c mut [Column],
    wanted: &'c Wanted,
    row: usize,
}

impl Columns for Fields<'_> {
    #[inline(always)]
    fn of(&mut self, index: usize) -> Option<(&mut Values, usize)> {
        let (_, place) = self.wanted.fields.get(index)?;
        Some((&mut self.columns.get_mut(*place)?.values, self.row))
    }
}

/// A column whose next row each value is.
pub(super) struct Items<'c> {
    pub(super) column: &'c mut Column,
    pub(super) length: &'c mut usize,
}

impl Columns for Items<'_> {
    #[inline(always)]
    fn of(&mut self, _index: usize) -> Option<(&mut Values, usize)> {
        let row = *self.length;
        *self.length += 1;
        Some((&mut self.column.values, row))
    }
}

/// Sets values in columns.
pub(super) struct Filler<C> {
    pub(super) columns: C,
    pub(super) batch: Batch,
    /// Whether the columns hold all values so far.
    pub(super) is_whole: bool,
}

/// A method for each kind of values that has a column of its own: the kind, and how it is set. All else goes elsewhere in the last
/// step, so that what is frequent saves no registers.
macro_rules! set_directly {
    ($($method:ident($value:ident: $type:ty) as $kind:ident: $column:pat, $row:ident, $batch:ident => $set:expr;)+) => {$(
        #[inline]
        fn $method(&mut self, index: usize, $value: $type) {
            let Self { columns, batch: $batch, is_whole } = self;
            match columns.of(index) {
                Some(($column, $row)) => *is_whole &= $set,
                Some((values, row)) => set_other(values, row, $value, Value::$kind, ($batch, is_whole)),
                None => {}
            }
        }
    )+};
}

/// Sets a value in a column of another kind.
#[cold]
#[inline(never)]
fn set_other<'r, T>(
    values: &mut Values,
    row: usize,
    value: T,
    wrap: fn(T) -> Value<'r>,
    (batch, is_whole): (&Batch, &mut bool),
) {
    *is_whole &= values.set(row, wrap(value), *batch);
}

impl<'r, C: Columns> Visitor<'r> for Filler<C> {
    fn value(&mut self, index: usize, value: Value<'r>) {
        if let Some((values, row)) = self.columns.of(index) {
            self.is_whole &= values.set(row, value, self.batch);
        }
    }

    fn logged_ip(&mut self, index: usize, address: IpAddr, text: &'r str) {
        match self.columns.of(index) {
            Some((Values::Texts(column), row)) => column.set(row, text, self.batch.capacity),
            Some((values, row)) => self.is_whole &= values.set(row, Value::Ip(address), self.batch),
            None => {}
        }
    }

    set_directly! {
        text(text: &'r str) as Text: Values::Texts(column), row, batch => {
            column.set(row, text, batch.capacity);
            true
        };
        ip(address: IpAddr) as Ip: Values::Texts(column), row, batch => {
            column.set_address(row, address, batch.capacity);
            true
        };
        unsigned(number: u64) as Unsigned: Values::Unsigned(column), row, batch => {
            column.set(row, number, batch.capacity);
            true
        };
        boolean(flag: bool) as Boolean: Values::Flags(column), row, _batch => {
            column.set(row, flag);
            true
        };
        timestamp(instant: UtcDateTime) as Timestamp: Values::Timestamps(column), row, batch => {
            nanoseconds_since_1970(instant).map(|nanoseconds| column.set(row, nanoseconds, batch.capacity)).is_some()
        };
        duration(duration: Duration) as Duration: Values::Durations(column), row, batch => {
            nanoseconds(duration).map(|nanoseconds| column.set(row, nanoseconds, batch.capacity)).is_some()
        };
        object(object: Object<'r>) as Object: Values::Objects(column), row, batch => column.set(row, object, *batch);
    }
}
