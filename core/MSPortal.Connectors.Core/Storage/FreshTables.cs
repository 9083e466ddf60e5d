using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Trace = MSPortal.Connectors.Core.Telemetry.Trace;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>
/// Lets PostgreSQL look at tables that were filled just now. It keeps the plan of a foreign key's check for as long as a
/// connection lives: made while it takes the table for empty, the check may search through all rows of a tenant, and a first
/// sync or import gets slower with each page until autovacuum comes by.
/// </summary>
internal static class FreshTables
{
    // Of fewer rows than these, nothing can be told about later ones.
    private const string Unknown =
        """
        select 'analyze ' || string_agg(quote_ident(relname), ', ' order by relname) as "Value" from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and reltuples < 50 and pg_relation_size(oid) > 8192
        """;

    /// <summary>
    /// Looks at the tables that PostgreSQL knows nothing of. Outside a transaction; does nothing on SQLite. Work goes on when the
    /// database would not, only slower: the span says so.
    /// </summary>
    public static async Task AnalyzeAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        if (db is not PostgreSqlDb)
            return;

        using var span = Trace.Start("tables.analyze");
        try
        {
            await RunAsync(db, cancellationToken);
        }
        catch (Exception e) when (e.IsOfDatabase() && !cancellationToken.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
        }
    }

    private static async Task RunAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        if ((await db.Database.SqlQueryRaw<string?>(Unknown).ToListAsync(cancellationToken))[0] is not { } analyze)
            return;

        // Only the tables' owner may: that is who the host signs in as, before it takes the role that row policies bind.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("set local role none", cancellationToken);
        await db.Database.ExecuteSqlRawAsync(analyze, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
