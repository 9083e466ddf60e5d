using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit;

/// <summary>What a change was made to.</summary>
public sealed record AuditSubject(string Kind, Guid? Id, string Name);

/// <summary>Writes audit entries.</summary>
internal static class AuditLog
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Adds an entry that is saved together with the change.</summary>
    public static void Record(
        this ConnectorsDb db,
        Actor actor,
        TimeProvider clock,
        string action,
        AuditSubject subject,
        object? before = null,
        object? after = null) =>
        db.AuditEntries.Add(new AuditEntry
        {
            TenantId = actor.Tenant,
            Id = EntityId.New<AuditEntryId>(clock),
            At = clock.GetUtcNow(),
            Actor = actor.Name,
            Through = actor.Through,
            Action = action,
            SubjectKind = subject.Kind,
            SubjectId = subject.Id,
            SubjectName = subject.Name,
            Before = before is null ? null : JsonSerializer.Serialize(before, Json),
            After = after is null ? null : JsonSerializer.Serialize(after, Json),
        });
}

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
    JsonElement? After);

/// <summary>Lists audit entries, newest first.</summary>
public sealed class ListAudit(Databases databases)
{
    public async Task<Result<Page<AuditView>>> RunAsync(Actor actor, PageRequest request, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ReadAudit) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        var entries = db.AuditEntries.AsNoTracking();
        if (request.LikePattern is { } like)
        {
            entries = entries.Where(e => EF.Functions.Like(e.SubjectName.ToLower(), like, @"\")
                || EF.Functions.Like(e.Actor.ToLower(), like, @"\")
                || EF.Functions.Like(e.Action.ToLower(), like, @"\"));
        }

        var page = await entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).ToPageAsync(request, cancellationToken);
        return new Page<AuditView>([.. page.Items.Select(View)], page.PageNumber, page.PageSize, page.Total);
    }

    private static AuditView View(AuditEntry e) => new(
        e.Id.Value, e.At, e.Actor, e.Through, e.Action, e.SubjectKind, e.SubjectId, e.SubjectName, Parse(e.Before), Parse(e.After));

    private static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);
}
