using System.Data;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace MSPortal.Connectors.Core.Why;

/// <summary>
/// The host name in a sheet of facts, taken out by the database: to look for a text in the whole sheet, in any case, takes
/// PostgreSQL several times as long.
/// </summary>
internal static class HostNameInQueries
{
    private static readonly string Before = $"\"{Sdk.Facts.DeviceFacts.HostName.Key}\":{{\"v\":\"";

    private static readonly IntTypeMapping Whole = new("INTEGER", DbType.Int32);

    /// <summary>The host name as it stands in the sheet, with what JSON escapes; empty when it is not known.</summary>
    public static string In(string facts) => throw new InvalidOperationException($"Only queries can take the host name out of \"{facts}\".");

    public static void AddTo(ModelBuilder builder, bool isSqlite) => builder
        .HasDbFunction(typeof(HostNameInQueries).GetMethod(nameof(In))!)
        .HasTranslation(arguments => isSqlite ? Sqlite(arguments[0]) : PostgreSql(arguments[0]));

    // JSON escapes a quotation mark in a text by its number, so the next one ends it.
    private static SqlFunctionExpression PostgreSql(SqlExpression facts) => Part(Part(facts, Before, 2), "\"", 1);

    private static SqlFunctionExpression Part(SqlExpression text, string separator, int number) =>
        Call("split_part", typeof(string), text, new SqlConstantExpression(separator, text.TypeMapping), Number(number));

    // Without the mark the place is behind the end.
    private static SqlFunctionExpression Sqlite(SqlExpression facts)
    {
        var begins = Call("coalesce", typeof(int), Call("nullif", typeof(int), Place(facts, Before), Number(0)), Call("length", typeof(int), facts));
        var rest = Call("substr", typeof(string), facts, new SqlBinaryExpression(ExpressionType.Add, begins, Number(Before.Length), typeof(int), Whole));
        return Call("substr", typeof(string), rest, Number(1), new SqlBinaryExpression(ExpressionType.Subtract, Place(rest, "\""), Number(1), typeof(int), Whole));
    }

    private static SqlFunctionExpression Place(SqlExpression text, string part) => Call("instr", typeof(int), text, new SqlConstantExpression(part, text.TypeMapping));

    private static SqlConstantExpression Number(int number) => new(number, Whole);

    private static SqlFunctionExpression Call(string name, Type type, params SqlExpression[] arguments) =>
        new(name, arguments, nullable: true, arguments.Select(_ => true), type, type == typeof(string) ? arguments[0].TypeMapping : Whole);
}
