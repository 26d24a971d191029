use std::ops::Deref;

use serde::{Serialize, Serializer};

use crate::error::Refusal;
use crate::json::{Absent, Json, Member, Reader, read_list, wrong_value};
use crate::schema::{AsValue, Kind, Value};
use crate::text::Text;

use super::resolver::Answer;

/// The records of an answer, in the order of the response. It dereferences to a slice.
///
/// AWS logs a list of objects. Tables and forwarders also write a single object, the data alone, or the JSON of the list as
/// text, which are read as well:
///
/// ```
/// use awslog::route53::resolver;
///
/// let json = r#"{"query_name":"www.example.com.","rcode":"NOERROR",
///     "answers":"[{\"Rdata\":\"198.51.100.20\",\"Type\":\"A\",\"Class\":\"IN\"}]"}"#;
/// let record = resolver::parse_line(json)?;
/// assert_eq!(record.answers.len(), 1);
/// assert_eq!(record.answers[0].rdata.as_deref(), Some("198.51.100.20"));
/// # Ok::<(), awslog::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers<'a>(Vec<Answer<'a>>);

/// Most answers have no more records.
const USUAL: usize = 2;

/// What another value should be.
const EXPECTED: &str = "a list of answers";

impl<'a> Member<'a> for Answers<'a> {
    type Owned = Answers<'static>;

    #[inline]
    fn read(reader: &mut Reader<'a>) -> Result<Self, Box<Refusal>> {
        match reader.peek() {
            Some(b'[') => list(reader).map(Answers),
            _ => read_other(reader).map(Answers),
        }
    }

    fn into_owned(self) -> Answers<'static> {
        Answers(Member::into_owned(self.0))
    }
}

/// Reads a list of objects, or of their data.
fn list<'a>(reader: &mut Reader<'a>) -> Result<Vec<Answer<'a>>, Box<Refusal>> {
    Ok(read_list::<Item<'_>>(reader, USUAL)?.into_iter().map(|item| item.0).collect())
}

/// Reads another form of answers than a list.
#[cold]
fn read_other<'a>(reader: &mut Reader<'a>) -> Result<Vec<Answer<'a>>, Box<Refusal>> {
    let at = reader.position();
    if reader.peek() == Some(b'{') {
        return Ok(Answer::read(reader)?.into_iter().collect());
    }
    let is_text = reader.peek() == Some(b'"');
    let Some(text) = reader.scalar()? else {
        return Ok(Vec::new());
    };
    if !is_text {
        return Err(wrong_value(EXPECTED, &text, at));
    }
    let read = match text.as_borrowed() {
        Some(text) => of_text(text),
        None => of_text(&text).map(Member::into_owned),
    };
    read.ok_or_else(|| wrong_value(EXPECTED, &text, at))
}

/// Reads answers from a text: their JSON, or nothing.
fn of_text(text: &str) -> Option<Vec<Answer<'_>>> {
    if matches!(text, "" | "-") {
        return Some(Vec::new());
    }
    let mut reader = Reader::new(text, 0);
    let read = match reader.peek()? {
        b'[' => list(&mut reader),
        b'{' => Answer::read(&mut reader).map(|answer| answer.into_iter().collect()),
        // Other notations of lists, such as Athena's, are not the data of one answer.
        _ if text.contains(['[', ']', '{', '}', '=', ',']) => return None,
        _ => return Some(vec![of_data(text.into())]),
    };
    let answers = read.ok()?;
    reader.finish("the end of the answers").ok().map(|()| answers)
}

/// An answer of which only the data is known.
fn of_data(rdata: Text<'_>) -> Answer<'_> {
    Answer { rdata: Some(rdata), ..Answer::default() }
}

/// An item of the list: an object, or its data alone.
struct Item<'a>(Answer<'a>);

impl<'a> Json<'a> for Item<'a> {
    type Owned = Item<'static>;

    #[inline]
    fn read(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>> {
        if reader.peek() == Some(b'"') {
            return Ok(Text::read(reader)?.map(|rdata| Item(of_data(rdata))));
        }
        Ok(Answer::read(reader)?.map(Item))
    }

    fn into_owned(self) -> Item<'static> {
        Item(Json::into_owned(self.0))
    }
}

impl<'a> Deref for Answers<'a> {
    type Target = [Answer<'a>];

    fn deref(&self) -> &[Answer<'a>] {
        &self.0
    }
}

impl<'r, 'a> IntoIterator for &'r Answers<'a> {
    type Item = &'r Answer<'a>;
    type IntoIter = std::slice::Iter<'r, Answer<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> IntoIterator for Answers<'a> {
    type Item = Answer<'a>;
    type IntoIter = std::vec::IntoIter<Answer<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Absent for Answers<'_> {
    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Answers<'_> {
    /// Writes a list.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl AsValue for Answers<'_> {
    const KIND: Kind = Vec::<Answer<'_>>::KIND;

    fn as_value(&self) -> Option<Value<'_>> {
        self.0.as_value()
    }
}
