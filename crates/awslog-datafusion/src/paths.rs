//! Which fields of which columns a query needs.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Schema};
use datafusion::functions::core::getfield::GetFieldFunc;
use datafusion::physical_expr::expressions::{Column, Literal};
use datafusion::physical_expr::projection::ProjectionExprs;
use datafusion::physical_expr::{PhysicalExpr, ScalarFunctionExpr};

/// The paths to what the expressions use of these columns, in the order of the columns: `user_identity.arn` for
/// `user_identity['arn']`, and `user_identity` if it is used as a whole.
pub(crate) fn paths(schema: &Schema, columns: &[usize], projection: &ProjectionExprs) -> Vec<String> {
    let mut used = BTreeMap::<usize, Vec<Vec<String>>>::new();
    for projected in projection {
        visit(&projected.expr, schema, &mut used);
    }
    let mut paths = Vec::new();
    for index in columns {
        let Some(column) = schema.fields().get(*index) else { continue };
        let mut fields = used.remove(index).unwrap_or_default();
        // What is under a path that is used itself needs no mention.
        fields.sort();
        fields.dedup_by(|path, shorter| path.starts_with(shorter));
        for path in fields {
            paths.push([std::slice::from_ref(column.name()), &path].concat().join("."));
        }
    }
    paths
}

fn visit(expr: &Arc<dyn PhysicalExpr>, schema: &Schema, used: &mut BTreeMap<usize, Vec<Vec<String>>>) {
    match field(expr) {
        Some((index, mut path)) => {
            let column = schema.fields().get(index).map(|column| column.data_type());
            path.truncate(column.map_or(0, |column| structs(column, &path)));
            used.entry(index).or_default().push(path);
        }
        None => expr.children().into_iter().for_each(|child| visit(child, schema, used)),
    }
}

/// The column that an expression is a field of, and the names that lead to the field.
fn field(expr: &Arc<dyn PhysicalExpr>) -> Option<(usize, Vec<String>)> {
    if let Some(column) = expr.downcast_ref::<Column>() {
        return Some((column.index(), Vec::new()));
    }
    let call = ScalarFunctionExpr::try_downcast_func::<GetFieldFunc>(expr.as_ref())?;
    let (object, names) = call.args().split_first()?;
    let (index, mut path) = field(object)?;
    for name in names {
        path.push(name.downcast_ref::<Literal>()?.value().try_as_str()??.to_owned());
    }
    Some((index, path))
}

/// How many of these names lead through structs: the keys of a map are data.
fn structs(column: &DataType, path: &[String]) -> usize {
    let mut data_type = column;
    for (depth, name) in path.iter().enumerate() {
        let DataType::Struct(fields) = data_type else { return depth };
        let Some((_, field)) = fields.find(name) else { return depth };
        data_type = field.data_type();
    }
    path.len()
}
