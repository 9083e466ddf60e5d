using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace MSPortal.Connectors.Core.Tenancy;

/// <summary>What is searched for in columns that keep texts as they were written.</summary>
/// <param name="Wanted">As <see cref="Searched.For"/> makes it, for SQLite, which lets us compare.</param>
/// <param name="Regex">As <see cref="SearchedRegex"/> makes it, for PostgreSQL, which compares itself.</param>
internal sealed record SearchText(string Wanted, string Regex)
{
    public static SearchText Of(string search) => new(Searched.For(search), SearchedRegex.Of(search));
}

/// <summary>The comparison of <see cref="Searched"/> in queries.</summary>
internal static class SearchInQueries
{
    private const string Name = "text_finds";

    /// <summary>Whether a column's text holds what is searched for. Both are given, each database takes its own.</summary>
    public static bool Finds(string? text, string wanted, string regex) =>
        throw new InvalidOperationException($"Only queries can ask whether \"{text}\" holds \"{wanted}\" ({regex}).");

    public static void AddTo(ModelBuilder builder, bool isSqlite)
    {
        var mapping = new BoolTypeMapping(isSqlite ? "INTEGER" : "boolean", DbType.Boolean);
        builder.HasDbFunction(typeof(SearchInQueries).GetMethod(nameof(Finds))!).HasTranslation(arguments => new SqlFunctionExpression(
            isSqlite ? Name : "textregexeq", [arguments[0], arguments[isSqlite ? 1 : 2]], nullable: true, [true, true], typeof(bool), mapping));
    }

    public static void AddTo(SqliteConnection connection) => connection.CreateFunction(
        Name,
        (string? text, string? wanted) => text is not null && wanted is { Length: > 0 } && Searched.Holds(text, wanted),
        isDeterministic: true);
}
