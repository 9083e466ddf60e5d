using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit;

/// <summary>An audit entry for people and programs.</summary>
public sealed record AuditView(
    Guid Id,
    DateTimeOffset At,
    string Actor,
    Channel Through,
    string Action,
    string SubjectKind,
    Guid? SubjectId,
    string SubjectName,
    JsonElement? Before,
    JsonElement? After)
{
    public required AuditResult Result { get; init; }

    /// <summary>Code of the refusal; null when it was not refused.</summary>
    public string? Code { get; init; }

    /// <summary>How many like attempts the entry stands for.</summary>
    public int Count { get; init; } = 1;

    /// <summary>When the last of them was made; null when there was one.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Its place in the chain, from 1; null until it is sealed, some seconds after it was written.</summary>
    public long? Number { get; init; }

    /// <summary>Keyed hash over the entry in hexadecimal digits; null for one that was written before there was a chain and is not sealed yet.</summary>
    public string? Hash { get; init; }

    internal static AuditView From(AuditEntry e) => new(
        e.Id.Value, e.At, e.Actor, e.Through, e.Action, e.SubjectKind, e.SubjectId, e.SubjectName, Parse(e.Before), Parse(e.After))
    {
        Result = e.Result,
        Code = e.Code,
        Count = e.Count,
        LastAt = e.LastAt,
        Number = e.Number,
        Hash = e.Mac is null ? null : Convert.ToHexStringLower(e.Mac),
    };

    // What somebody wrote past the product may be anything; it is shown all the same.
    private static JsonElement? Parse(string? json)
    {
        if (json is null)
            return null;

        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(json);
        }
    }
}

/// <summary>Lists audit entries, newest first.</summary>
public sealed class ListAudit(Databases databases)
{
    /// <summary>What it can be sorted by.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["at"];

    public Task<Result<Page<AuditView>>> RunAsync(Actor actor, PageRequest request, CancellationToken cancellationToken) =>
        RunAsync(actor, new AuditFilter(), request, cancellationToken);

    public async Task<Result<Page<AuditView>>> RunAsync(Actor actor, AuditFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ReadAudit) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        var entries = (filter with { Text = filter.Text ?? request.Search }).Of(db.AuditEntries.AsNoTracking());
        var sorted = request.Sort == "at" ? entries.OrderBy(e => e.At).ThenBy(e => e.Id) : entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id);
        var page = await sorted.ToPageAsync(request, cancellationToken);
        return new Page<AuditView>([.. page.Items.Select(AuditView.From)], page.PageNumber, page.PageSize, page.Total);
    }
}
