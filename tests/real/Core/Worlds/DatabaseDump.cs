using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Tests.Real.Core.Worlds;

/// <summary>All that a database holds, as text: one line for each row, bytes as UTF-8 and in hex.</summary>
internal static class DatabaseDump
{
    // Counts calls, whatever comes of them, and so changes with each.
    private const string Calls = "vendor_credentials";

    /// <param name="tables">The tables that are wanted; none for all but the one that counts calls.</param>
    public static async Task<string[]> TakeAsync(Databases databases, params string[] tables)
    {
        await using var db = databases.OpenForAllTenants();
        await db.Database.OpenConnectionAsync(TestWorld.Token);
        List<string> lines = [];
        foreach (var table in tables.Length > 0 ? tables : [.. db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct().Where(t => t != Calls)])
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // Names of the model's own tables.
            command.CommandText = $"select * from {table}";
#pragma warning restore CA2100
            await using var rows = await command.ExecuteReaderAsync(TestWorld.Token);
            while (await rows.ReadAsync(TestWorld.Token))
                lines.Add($"{table}: {Line(rows)}");
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static string Line(DbDataReader row) => string.Join(" | ", Enumerable.Range(0, row.FieldCount)
        .OrderBy(row.GetName, StringComparer.Ordinal)
        .Select(i => $"{row.GetName(i)}={Text(row.GetValue(i))}"));

    private static string Text(object value) => value switch
    {
        byte[] bytes => $"{Encoding.UTF8.GetString(bytes)} {Convert.ToHexStringLower(bytes)}",
        DateTime time => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}
