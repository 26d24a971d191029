use std::sync::Arc;

use arrow_array::{Array, ArrayRef, StructArray, new_null_array};
use arrow_buffer::NullBuffer;
use arrow_schema::{ArrowError, DataType};

/// Columns without a value. Those of texts share their memory, which would otherwise be most of a batch: JSON formats have a hundred
/// columns of texts, and a file has values for some of them.
#[derive(Debug, Default)]
pub(crate) struct Nulls {
    texts: Option<ArrayRef>,
}

impl Nulls {
    /// A column of a type with so many rows.
    pub(super) fn column(&mut self, data_type: &DataType, rows: usize) -> Result<ArrayRef, ArrowError> {
        match data_type {
            DataType::Utf8View => Ok(match &self.texts {
                Some(texts) if texts.len() == rows => texts.clone(),
                Some(texts) if texts.len() > rows => texts.slice(0, rows),
                _ => self.texts.insert(new_null_array(data_type, rows)).clone(),
            }),
            DataType::Struct(fields) => {
                let columns = fields.iter().map(|field| self.column(field.data_type(), rows));
                let columns = columns.collect::<Result<Vec<_>, _>>()?;
                let nulls = Some(NullBuffer::new_null(rows));
                Ok(Arc::new(StructArray::try_new_with_length(fields.clone(), columns, nulls, rows)?))
            }
            _ => Ok(new_null_array(data_type, rows)),
        }
    }
}

#[cfg(test)]
mod tests {
    use arrow_schema::Field;

    use super::*;

    #[test]
    fn as_arrow_makes_them() {
        let list = DataType::List(Arc::new(Field::new("item", DataType::Utf8View, true)));
        let inner = DataType::Struct(vec![Field::new("text", DataType::Utf8View, true)].into());
        let fields = [DataType::Utf8View, inner, list, DataType::UInt64, DataType::Boolean];
        let fields =
            fields.into_iter().enumerate().map(|(place, data_type)| Field::new(place.to_string(), data_type, true));
        let data_type = DataType::Struct(fields.collect());
        let mut nulls = Nulls::default();
        for rows in [3, 100, 1, 100, 0] {
            let column = nulls.column(&data_type, rows).unwrap();
            assert_eq!(&column, &new_null_array(&data_type, rows), "{rows}");
            assert_eq!(column.null_count(), rows);
        }
    }

    #[test]
    fn texts_share_their_memory() {
        let mut nulls = Nulls::default();
        let [one, other] = [3, 3].map(|rows| nulls.column(&DataType::Utf8View, rows).unwrap());
        assert!(Arc::ptr_eq(&one, &other));
    }
}
